import time
from multiprocessing import Pool


def work(number):
    time.sleep(0.5)
    return number


if __name__ == "__main__":
    with Pool(2) as pool:
        result = pool.map_async(work, range(4))
        print(result.get())
