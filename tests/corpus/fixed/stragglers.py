import time
from multiprocessing import Pool


def work(number):
    time.sleep(0.002 * number)


if __name__ == "__main__":
    with Pool(2) as pool:
        pool.map(work, range(40), chunksize=1)
