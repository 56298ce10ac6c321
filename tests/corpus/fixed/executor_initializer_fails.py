from concurrent.futures import ProcessPoolExecutor


def prepare(path):
    global where
    where = path


def work(number):
    return where, number


if __name__ == "__main__":
    with ProcessPoolExecutor(2, initializer=prepare, initargs=("x",)) as executor:
        print(list(executor.map(work, range(4))))
