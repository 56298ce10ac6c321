"""A thread puts items after a while in which everybody else waits."""

import multiprocessing as mp
import threading
import time


def take(queue):
    while queue.get() is not None:
        pass


def feed(queue):
    for number in range(3):
        time.sleep(0.4)
        queue.put(number)
    queue.put(None)


def main():
    queue = mp.Queue()
    child = mp.Process(target=take, args=(queue,), name="taker")
    child.start()
    thread = threading.Thread(target=feed, args=(queue,))
    thread.start()
    child.join()
    thread.join()
    print("done")


if __name__ == "__main__":
    main()
