"""One process opens two handles of one file lock, and believes that they exclude each other."""

import sys

import fasteners

if __name__ == "__main__":
    first = fasteners.InterProcessLock(sys.argv[1])
    second = fasteners.InterProcessLock(sys.argv[1])
    with first:
        print(second.acquire(blocking=False))
        second.release()
