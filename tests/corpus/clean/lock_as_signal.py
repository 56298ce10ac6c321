"""A lock that another process releases, while everybody else waits for a while."""

import time
from multiprocessing import Lock, Process


def give(lock, other):
    time.sleep(0.3)
    lock.release()
    other.acquire()


if __name__ == "__main__":
    lock, other = Lock(), Lock()
    lock.acquire()
    other.acquire()
    giver = Process(target=give, args=(lock, other))
    giver.start()
    lock.acquire()
    other.release()
    giver.join()
