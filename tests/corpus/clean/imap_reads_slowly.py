"""The iterable of an imap takes its time, and puts what others wait for."""

import time
from multiprocessing import Pool, Queue


def work(number):
    return number


def numbers(queue):
    for number in range(3):
        time.sleep(0.8)
        queue.put(number)
        yield number


if __name__ == "__main__":
    queue = Queue()
    with Pool(2) as pool:
        results = pool.imap(work, numbers(queue))
        print([queue.get() for _ in range(3)])
        print(list(results))
