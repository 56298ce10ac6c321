"""Waits for whichever future is done first, again and again."""

import time
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait


def nap(n):
    time.sleep(n)
    return n


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as ex:
        fs = {ex.submit(nap, n) for n in (0.05, 1.2, 0.1)}
        while fs:
            done, fs = wait(fs, return_when=FIRST_COMPLETED)
            for f in done:
                print(f.result())
