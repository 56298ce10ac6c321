# expects: not-through-a-queue; processes: MainProcess; primitives: pool; lines: 14
from functools import partial
from multiprocessing import Lock, Pool


def work(lock, number):
    with lock:
        return number


if __name__ == "__main__":
    lock = Lock()
    with Pool(2) as pool:
        print(pool.map(partial(work, lock), range(4)))
