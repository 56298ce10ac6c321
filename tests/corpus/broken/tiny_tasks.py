# expects: tiny-tasks; primitives: pool; lines: 11
from multiprocessing import Pool


def double(number):
    return 2 * number


if __name__ == "__main__":
    with Pool(2) as pool:
        print(sum(pool.map(double, range(3000), chunksize=1)))
