# expects: not-through-a-queue; processes: MainProcess; primitives: executor; lines: 13
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Queue


def work(queue):
    queue.put(1)


if __name__ == "__main__":
    queue = Queue()
    with ProcessPoolExecutor(2) as executor:
        executor.submit(work, queue).result()
