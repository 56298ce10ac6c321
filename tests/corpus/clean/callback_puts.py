"""A pool's thread runs the program's callback, for long, while everybody else waits."""

import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Pool, Queue


def work(number):
    return number


def main():
    queue = Queue()

    def later(result):
        time.sleep(1.5)
        queue.put(result)

    with Pool(2) as pool:
        pool.apply_async(work, (1,), callback=later)
        print(queue.get())
    with ProcessPoolExecutor(2) as executor:
        future = executor.submit(work, 2)
        future.add_done_callback(lambda done: later(done.result()))
        print(queue.get())


if __name__ == "__main__":
    main()
