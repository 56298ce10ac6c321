"""Producers of a few dishes, daemonic consumers; the end waits for a line of input."""

import random
import time
from multiprocessing import JoinableQueue, Process


def eat(queue):
    while True:
        dish = queue.get()
        time.sleep(random.uniform(0.001, 0.01))
        print("eaten", dish, flush=True)
        queue.task_done()


def cook(name, queue):
    for number in range(4):
        time.sleep(random.uniform(0.001, 0.01))
        queue.put(f"{name} {number}")
    queue.join()
    print(name, "goes home", flush=True)


if __name__ == "__main__":
    queue = JoinableQueue()
    cooks = [Process(target=cook, args=(name, queue)) for name in ("soup", "rice", "cake")]
    eaters = [Process(target=eat, args=(queue,)) for _ in range(2)]
    for process in cooks + eaters:
        process.daemon = True
        process.start()
    for process in cooks:
        process.join()
    print("answer:", input("press Enter "))
