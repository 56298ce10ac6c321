"""Three processes write into one file, one at a time."""

import sys
import time
from multiprocessing import Process

import fasteners


def write(path, lines):
    lock = fasteners.InterProcessLock(path + ".lock")
    for _ in range(lines):
        with lock, open(path, "a") as file:
            file.write("line\n")
            time.sleep(0.01)


if __name__ == "__main__":
    path = sys.argv[1]
    writers = [Process(target=write, args=(path, 5)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    late = fasteners.InterProcessLock(path + ".lock")
    with open(path) as file:
        print(late.acquire(blocking=False), len(file.readlines()))
    late.release()
