"""The reader wants as many items as were put."""

import multiprocessing as mp


def put(queue):
    for number in range(3):
        queue.put(number)


def main():
    queue = mp.SimpleQueue()
    child = mp.Process(target=put, args=(queue,), name="putter")
    child.start()
    child.join()
    total = 0
    for _ in range(3):
        total += queue.get()
    print(total)


if __name__ == "__main__":
    main()
