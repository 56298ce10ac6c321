from multiprocessing import Lock, Pool

lock = None


def prepare(given):
    global lock
    lock = given


def work(number):
    with lock:
        return number


if __name__ == "__main__":
    with Pool(2, initializer=prepare, initargs=(Lock(),)) as pool:
        print(pool.map(work, range(4)))
