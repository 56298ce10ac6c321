"""A lock of a manager: its server lets go when asked."""

from multiprocessing import Manager, Process


def count(lock, numbers):
    for _ in range(5):
        with lock:
            numbers["n"] += 1


if __name__ == "__main__":
    with Manager() as manager:
        lock, numbers = manager.Lock(), manager.dict(n=0)
        children = [Process(target=count, args=(lock, numbers)) for _ in range(2)]
        for child in children:
            child.start()
        for child in children:
            child.join()
        print(numbers["n"])
