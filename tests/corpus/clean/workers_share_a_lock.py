"""Workers of a pool that wait for one lock for long."""

import time
from multiprocessing import Lock, Pool

lock = None


def init(given):
    global lock
    lock = given


def work(n):
    with lock:
        time.sleep(0.7)
    return n


if __name__ == "__main__":
    with Pool(3, init, (Lock(),)) as p:
        print(p.map(work, range(3), 1))
