"""A flag that ends the others, and progress that each counts by itself."""

import time
from multiprocessing import Array, Process, Value


def work(stop, progress, arr, n):
    while not stop.value:
        progress[n] = progress[n] + 1
        time.sleep(0.001)
    arr[n] = 1


if __name__ == "__main__":
    stop, progress, arr = Value("b", 0), Array("i", 3), Array("d", 3)
    ps = [Process(target=work, args=(stop, progress, arr, n)) for n in range(3)]
    [p.start() for p in ps]
    while sum(progress) < 30:
        time.sleep(0.01)
    stop.value = 1
    [p.join() for p in ps]
    print(list(arr))
