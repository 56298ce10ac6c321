import threading
from concurrent.futures import ProcessPoolExecutor


def work(number):
    with threading.Lock():
        return number


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as executor:
        print(executor.submit(work, 3).result())
