# expects: initializer-fails; primitives: executor; lines: 14
from concurrent.futures import ProcessPoolExecutor


def prepare(path):
    raise FileNotFoundError(path)


def work(number):
    return number


if __name__ == "__main__":
    with ProcessPoolExecutor(2, initializer=prepare, initargs=("x",)) as executor:
        print(list(executor.map(work, range(4))))
