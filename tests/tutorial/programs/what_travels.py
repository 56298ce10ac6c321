"""What cannot be pickled does not travel: through a pool's result, through a queue."""

from multiprocessing import Pool, Queue


def make(number):
    def local():
        return number

    return local


if __name__ == "__main__":
    with Pool(1) as pool:
        try:
            pool.apply(make, (1,))
        except Exception as error:
            print(type(error).__name__)
        print(pool.apply(abs, (-1,)))
    queue = Queue()
    queue.put(make(2))
    queue.put("well")
    print(queue.get())
