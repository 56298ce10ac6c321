"""A thread pool hands work to an executor's processes, and everybody waits for everybody."""

from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing.pool import ThreadPool


def square(number):
    return number * number


def main():
    with ProcessPoolExecutor(2) as executor, ThreadPool(3) as threads:
        print(sum(threads.map(lambda n: executor.submit(square, n).result(), range(20))))
        print(sum(one.result() for one in as_completed([executor.submit(square, 3)])))


if __name__ == "__main__":
    main()
