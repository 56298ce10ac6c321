# expects: starved-wait; processes: MainProcess; primitives: ready; lines: 18
"""Main waits for an event with the lock in its hand that the child needs to set it."""

import multiprocessing as mp


def announce(lock, ready):
    with lock:
        ready.set()


def main():
    lock, ready = mp.Lock(), mp.Event()
    child = mp.Process(target=announce, args=(lock, ready), name="child")
    with lock:
        child.start()
        # The child cannot come this far.
        ready.wait()
    child.join()


if __name__ == "__main__":
    main()
