"""Main waits for a child that waits for what a thread of main puts."""

import threading
import time
from multiprocessing import Process, Queue


def read(queue):
    print(queue.get())


def later(queue):
    time.sleep(1.2)
    queue.put("late")


if __name__ == "__main__":
    queue = Queue()
    reader = Process(target=read, args=(queue,))
    reader.start()
    threading.Thread(target=later, args=(queue,)).start()
    reader.join()
