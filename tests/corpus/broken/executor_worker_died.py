# expects: pool-worker-died; processes: MainProcess; primitives: executor; lines: 14
import os
from concurrent.futures import ProcessPoolExecutor


def work(number):
    if number == 2:
        os._exit(3)
    return number


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as executor:
        futures = [executor.submit(work, number) for number in range(4)]
        print([future.result() for future in futures])
