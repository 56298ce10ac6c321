"""An executor is shut down with work left; who asks is told."""

import time
from concurrent.futures import CancelledError, ProcessPoolExecutor


def nap(n):
    time.sleep(n)
    return n


if __name__ == "__main__":
    ex = ProcessPoolExecutor(1)
    fs = [ex.submit(nap, 0.2) for n in range(8)]
    ex.shutdown(wait=True, cancel_futures=True)
    for f in fs:
        try:
            print(f.result())
        except CancelledError:
            print("cancelled")
