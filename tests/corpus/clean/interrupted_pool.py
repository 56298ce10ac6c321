"""Ctrl-C in main, workers that ignore it, and a pool that is terminated."""

import os
import signal
from multiprocessing import Pool


def init():
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def work(n):
    return n


if __name__ == "__main__":
    pool = Pool(2, init)
    try:
        r = pool.map_async(work, range(10))
        print(r.get(60))
        os.kill(os.getpid(), signal.SIGINT)
    except KeyboardInterrupt:
        print("interrupted")
        pool.terminate()
    else:
        pool.close()
    pool.join()
