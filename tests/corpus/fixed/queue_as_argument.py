from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Manager


def work(queue):
    queue.put(1)


if __name__ == "__main__":
    with Manager() as manager, ProcessPoolExecutor(2) as executor:
        queue = manager.Queue()
        executor.submit(work, queue).result()
        print(queue.get())
