from multiprocessing import Process, Queue


def read(queue):
    while (item := queue.get()) is not None:
        print(item)


def write(queue):
    for number in range(3):
        queue.put(number)


if __name__ == "__main__":
    queue = Queue()
    reader = Process(target=read, args=(queue,), name="reader")
    writer = Process(target=write, args=(queue,), name="writer")
    reader.start()
    writer.start()
    writer.join()
    queue.put(None)
    reader.join()
