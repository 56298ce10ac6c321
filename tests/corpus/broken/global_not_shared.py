# expects: global-not-shared; processes: adder; lines: 11 18
"""A child adds to a global, and the parent prints its own."""

import multiprocessing as mp

total = 0


def add():
    global total
    total += 5


def main():
    child = mp.Process(target=add, name="adder")
    child.start()
    child.join()
    print(total)


if __name__ == "__main__":
    main()
