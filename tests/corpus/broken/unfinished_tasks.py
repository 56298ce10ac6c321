# expects: unfinished-tasks; processes: MainProcess; primitives: queue; lines: 18
from multiprocessing import JoinableQueue, Process


def work(queue):
    while True:
        item = queue.get()
        if item != 2:
            queue.task_done()


if __name__ == "__main__":
    queue = JoinableQueue()
    worker = Process(target=work, args=(queue,), name="worker", daemon=True)
    worker.start()
    for number in range(4):
        queue.put(number)
    queue.join()
