"""Many workers on one queue, stopped by one None each."""

from multiprocessing import Process, Queue


def work(tasks, results):
    for number in iter(tasks.get, None):
        results.put(number * number)


if __name__ == "__main__":
    tasks, results = Queue(4), Queue()
    workers = [Process(target=work, args=(tasks, results)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for number in range(40):
        tasks.put(number)
    for _ in workers:
        tasks.put(None)
    print(sum(results.get() for _ in range(40)))
    for worker in workers:
        worker.join()
