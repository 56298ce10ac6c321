# expects: result-lost; lines: 11
from multiprocessing import Pool


def make(number):
    return lambda: number


if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.apply(make, (1,)))
