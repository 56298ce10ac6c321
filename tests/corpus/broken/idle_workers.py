# expects: idle-workers; primitives: pool; lines: 12
import time
from multiprocessing import Pool


def work(number):
    time.sleep(0.02)


if __name__ == "__main__":
    with Pool(4) as pool:
        pool.map(work, range(40), chunksize=20)
