from multiprocessing import Process, Queue


def fill(queue):
    queue.put("x" * 1_000_000)


if __name__ == "__main__":
    queue = Queue()
    filler = Process(target=fill, args=(queue,), name="filler")
    filler.start()
    print(len(queue.get()))
    filler.join()
