# expects: lock-cycle; processes: MainProcess child; primitives: lock; lines: 8 18
"""Main joins a child while it holds the lock that the child waits for."""

import multiprocessing as mp


def work(lock):
    with lock:
        print("worked")


def main():
    lock = mp.Lock()
    child = mp.Process(target=work, args=(lock,), name="child")
    with lock:
        child.start()
        # Nobody can go on.
        child.join()


if __name__ == "__main__":
    main()
