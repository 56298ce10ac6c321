# expects: result-lost; lines: 12
import threading
from concurrent.futures import ProcessPoolExecutor


def work(number):
    return threading.Lock()


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as executor:
        print(executor.submit(work, 3).result())
