# expects: initializer-fails; primitives: pool; lines: 16
import time
from multiprocessing import Pool


def prepare():
    time.sleep(0.2)
    raise RuntimeError("no connection")


def work(number):
    return number


if __name__ == "__main__":
    with Pool(2, initializer=prepare) as pool:
        print(pool.map_async(work, range(4)).get(timeout=3))
