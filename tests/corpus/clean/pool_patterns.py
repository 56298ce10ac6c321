"""The ways to use a pool, as the standard library's documentation shows them."""

import time
from multiprocessing import Pool, TimeoutError


def f(x):
    return x * x


if __name__ == "__main__":
    with Pool(processes=4) as pool:
        print(pool.map(f, range(10)))
        for number in pool.imap_unordered(f, range(10)):
            print(number)
        print(pool.apply_async(f, (20,)).get(timeout=5))
        result = pool.apply_async(time.sleep, (2,))
        try:
            print(result.get(timeout=0.5))
        except TimeoutError:
            print("lacked patience")
