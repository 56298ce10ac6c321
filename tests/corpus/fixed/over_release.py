"""A lock is released as often as it was taken."""

import multiprocessing as mp


def main():
    lock = mp.Lock()
    lock.acquire()
    lock.release()


if __name__ == "__main__":
    main()
