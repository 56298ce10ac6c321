# expects: pool-worker-died; processes: MainProcess; lines: 13 15
import sys
from multiprocessing import Pool


def work(number):
    if number == 2:
        sys.exit(1)


if __name__ == "__main__":
    pool = Pool(2)
    pool.map_async(work, range(6), chunksize=1)
    pool.close()
    pool.join()
