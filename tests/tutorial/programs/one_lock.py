"""A lock lets one in at a time: entering and leaving never interleave."""

import os
import random
import time
from multiprocessing import Lock, Process


def visit(lock, name):
    lock.acquire()
    print(f"{name} in {os.getpid()}", flush=True)
    time.sleep(random.uniform(0.02, 0.06))
    print(f"{name} out {os.getpid()}", flush=True)
    lock.release()


if __name__ == "__main__":
    lock = Lock()
    visitors = [Process(target=visit, args=(lock, n)) for n in ("Ada", "Grace", "Edsger")]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
