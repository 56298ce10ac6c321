"""Shared memory that a manager unlinks."""

from multiprocessing import Process
from multiprocessing.managers import SharedMemoryManager


def work(sl, i):
    sl[i] = i * i


if __name__ == "__main__":
    with SharedMemoryManager() as smm:
        sl = smm.ShareableList(range(8))
        b = smm.SharedMemory(64)
        ps = [Process(target=work, args=(sl, i)) for i in range(4)]
        [p.start() for p in ps]
        [p.join() for p in ps]
        print(list(sl))
        b.buf[0] = 1
