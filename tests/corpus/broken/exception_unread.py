# expects: exception-unread; lines: 6
from multiprocessing import Pool


def divide(number):
    return 1 / number


if __name__ == "__main__":
    with Pool(2) as pool:
        pool.apply_async(divide, (0,))
        pool.close()
        pool.join()
