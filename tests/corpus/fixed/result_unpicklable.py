from functools import partial
from multiprocessing import Pool


def make(number):
    return partial(int, number)


if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.apply(make, (1,))())
