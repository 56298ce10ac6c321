"""A child adds to what both share."""

import multiprocessing as mp


def add(total):
    total.value += 5


def main():
    total = mp.Value("i")
    child = mp.Process(target=add, args=(total,), name="adder")
    child.start()
    child.join()
    print(total.value)


if __name__ == "__main__":
    main()
