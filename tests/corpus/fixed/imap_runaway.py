from multiprocessing import Pool
from threading import Semaphore


def work(number):
    return number


def numbers(ahead):
    for number in range(2000):
        ahead.acquire()
        yield number


if __name__ == "__main__":
    with Pool(2) as pool:
        ahead = Semaphore(50)
        for _ in pool.imap(work, numbers(ahead)):
            ahead.release()
