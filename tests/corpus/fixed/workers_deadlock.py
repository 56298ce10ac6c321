from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Barrier, Lock


def prepare(*given):
    global left, right, met
    left, right, met = given


def one():
    with left, right:
        return 1


def two():
    with left, right:
        return 2


if __name__ == "__main__":
    left, right, met = Lock(), Lock(), Barrier(2)
    with ProcessPoolExecutor(2, initializer=prepare, initargs=(left, right, met)) as executor:
        futures = [executor.submit(one), executor.submit(two)]
        print([future.result() for future in futures])
