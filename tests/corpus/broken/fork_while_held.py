# expects: fork-while-held; methods: fork; processes: child; primitives: lock; lines: 9 22
"""A child is forked while a thread of the parent is inside a lock."""

import multiprocessing as mp
import threading


def hold(lock, inside, done):
    with lock:
        inside.set()
        done.wait()


def main():
    lock = mp.Lock()
    inside, done = threading.Event(), threading.Event()
    thread = threading.Thread(target=hold, args=(lock, inside, done))
    thread.start()
    inside.wait()
    # The thread is in the middle of something.
    child = mp.Process(target=print, args=("child",), name="child")
    child.start()
    child.join()
    done.set()
    thread.join()


if __name__ == "__main__":
    main()
