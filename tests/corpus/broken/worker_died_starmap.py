# expects: pool-worker-died; processes: MainProcess; lines: 14
import os
from multiprocessing import Pool


def work(number):
    if number == 2:
        os._exit(1)
    return number


if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.starmap(work, [(n,) for n in range(6)], 1))
