# expects: join-before-drain; processes: filler MainProcess; primitives: queue; lines: 13
from multiprocessing import Process, Queue


def fill(queue):
    queue.put("x" * 1_000_000)


if __name__ == "__main__":
    queue = Queue()
    filler = Process(target=fill, args=(queue,), name="filler")
    filler.start()
    filler.join()
    print(len(queue.get()))
