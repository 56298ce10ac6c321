"""Each result's callback hands out the next task."""

import threading
import time
from multiprocessing import Pool


def work(n):
    return n + 1


def main():
    pool = Pool(2)
    done = threading.Event()

    def again(v):
        time.sleep(0.3)
        if v < 4:
            pool.apply_async(work, (v,), callback=again)
        else:
            done.set()

    pool.apply_async(work, (0,), callback=again)
    done.wait()
    pool.terminate()
    pool.join()
    print("end")


if __name__ == "__main__":
    main()
