"""A handler of SIGALRM ends what looks like a hang."""

import signal
from multiprocessing import Lock

if __name__ == "__main__":
    lock = Lock()
    lock.acquire()
    signal.signal(signal.SIGALRM, lambda number, frame: lock.release())
    signal.alarm(2)
    lock.acquire()
    print("released")
