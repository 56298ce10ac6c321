from multiprocessing import Process, Queue


def write(queue):
    for number in range(5):
        queue.put(number)


if __name__ == "__main__":
    queue = Queue(2)
    writer = Process(target=write, args=(queue,), name="writer")
    writer.start()
    for _ in range(5):
        queue.get()
    writer.join()
