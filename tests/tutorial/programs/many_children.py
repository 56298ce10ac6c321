"""Several children at once: together they take as long as one."""

import time
from multiprocessing import Process


def rest(name):
    time.sleep(0.2)
    print(name, "rested")


if __name__ == "__main__":
    begun = time.perf_counter()
    children = []
    for name in ("Ada", "Grace", "Edsger"):
        child = Process(target=rest, args=(name,))
        child.start()
        children.append(child)
    for child in children:
        child.join()
    print("all rested at once:", time.perf_counter() - begun < 0.59 + 0.5)
