"""Does a known number of things with locks, queues and a pool. Run by test_mutants.py."""

import multiprocessing as mp

TIMES = 60


def work(lock, queue):
    for number in range(TIMES):
        with lock:
            pass
        lock.acquire()
        lock.release()
        queue.put("x" * number)


if __name__ == "__main__":
    lock, queue = mp.Lock(), mp.Queue()
    workers = [mp.Process(target=work, args=(lock, queue)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for _ in range(2 * TIMES):
        queue.get()
    for worker in workers:
        worker.join()
    with mp.Pool(2) as pool:
        pool.map(abs, range(TIMES), chunksize=1)
