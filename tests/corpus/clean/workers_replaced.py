"""Workers are replaced after two tasks each."""

import os
from multiprocessing import Pool


def work(n):
    return os.getpid()


if __name__ == "__main__":
    with Pool(2, maxtasksperchild=2) as pool:
        print(len(set(pool.map(work, range(12), chunksize=1))))
