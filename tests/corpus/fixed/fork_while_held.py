"""A child is forked once the parent's thread is out of the lock."""

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
    child = mp.Process(target=print, args=("child",), name="child")
    done.set()
    thread.join()
    child.start()
    child.join()


if __name__ == "__main__":
    main()
