"""A handler of a signal gives back the lock that everybody else waits for."""

import multiprocessing as mp
import os
import signal
import time


def give_back(lock, parent):
    signal.signal(signal.SIGUSR1, lambda number, frame: lock.release())
    lock.acquire()
    os.kill(parent, signal.SIGUSR2)
    # Waits for good, as far as can be seen; the signal comes in the middle of it.
    lock.acquire()
    lock.release()


def main():
    lock = mp.Lock()
    signal.signal(signal.SIGUSR2, lambda number, frame: None)
    child = mp.Process(target=give_back, args=(lock, os.getpid()), name="child")
    child.start()
    while not lock._semlock._is_zero():
        time.sleep(0.01)
    time.sleep(1.0)
    os.kill(child.pid, signal.SIGUSR1)
    child.join()
    print("done")


if __name__ == "__main__":
    main()
