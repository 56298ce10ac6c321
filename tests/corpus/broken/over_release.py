# expects: over-release; processes: MainProcess; primitives: lock; lines: 13
"""A lock is released once more than it was taken."""

import multiprocessing as mp


def main():
    lock = mp.Lock()
    lock.acquire()
    lock.release()
    # In a `finally` that does not know whether it was taken, say.
    try:
        lock.release()
    except ValueError as error:
        print(error)


if __name__ == "__main__":
    main()
