"""Waits with a time-out end by themselves."""

import queue
from multiprocessing import Lock, Process, Queue


def patient(items, lock):
    try:
        items.get(timeout=1.0)
    except queue.Empty:
        print("nothing came")
    lock.acquire(timeout=1.0)


if __name__ == "__main__":
    items, lock = Queue(), Lock()
    with lock:
        child = Process(target=patient, args=(items, lock))
        child.start()
        child.join()
