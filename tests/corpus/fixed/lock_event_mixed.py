"""Main waits for an event once it has given the lock back."""

import multiprocessing as mp


def announce(lock, ready):
    with lock:
        ready.set()


def main():
    lock, ready = mp.Lock(), mp.Event()
    child = mp.Process(target=announce, args=(lock, ready), name="child")
    with lock:
        child.start()
    ready.wait()
    child.join()


if __name__ == "__main__":
    main()
