# expects: pool-worker-died; processes: MainProcess; lines: 15
import os
import signal
from multiprocessing import Pool


def work(number):
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.map(work, range(4), chunksize=1))
