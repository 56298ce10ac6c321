# expects: one-at-a-time; processes: one two three; primitives: lock
"""Three processes do all their work under one lock."""

import multiprocessing as mp
import time


def work(lock):
    for _ in range(5):
        with lock:
            time.sleep(0.05)


def main():
    lock = mp.Lock()
    names = ("one", "two", "three")
    children = [mp.Process(target=work, args=(lock,), name=name) for name in names]
    for child in children:
        child.start()
    for child in children:
        child.join()


if __name__ == "__main__":
    main()
