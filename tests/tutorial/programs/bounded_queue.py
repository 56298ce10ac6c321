"""Three put, three get, through a queue with three places."""

import os
from multiprocessing import Process, Queue


def put_one(queue, name):
    queue.put(f"letter of {name} from {os.getpid()}")


def get_one(queue, name):
    letter = queue.get()
    print(f"{name} in {os.getpid()} read: {letter}", flush=True)


if __name__ == "__main__":
    queue = Queue(3)
    writers = [Process(target=put_one, args=(queue, n)) for n in ("Ada", "Grace", "Edsger")]
    readers = [Process(target=get_one, args=(queue, n)) for n in ("Ida", "Hopper", "Dij")]
    for process in writers + readers:
        process.start()
    for process in writers + readers:
        process.join()
