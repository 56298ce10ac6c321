# expects: stuck-put; processes: writer; primitives: queue; lines: 7
from multiprocessing import Process, Queue


def write(queue):
    for number in range(5):
        queue.put(number)


if __name__ == "__main__":
    queue = Queue(2)
    writer = Process(target=write, args=(queue,), name="writer")
    writer.start()
    writer.join()
