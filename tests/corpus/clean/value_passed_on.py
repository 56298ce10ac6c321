"""A shared value without its lock: semaphores pass the turn."""

from multiprocessing import Process, Semaphore, Value


def work(v, mine, other):
    for _ in range(50):
        mine.acquire()
        v.value += 1
        other.release()


if __name__ == "__main__":
    v, a, b = Value("i", 0), Semaphore(1), Semaphore(0)
    ps = [Process(target=work, args=(v, a, b)), Process(target=work, args=(v, b, a))]
    [p.start() for p in ps]
    [p.join() for p in ps]
    print(v.value)
