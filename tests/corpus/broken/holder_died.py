# expects: holder-died; processes: holder next; primitives: lock; lines: 8 14
import os
import signal
from multiprocessing import Lock, Process


def hold(lock):
    lock.acquire()
    os.kill(os.getpid(), signal.SIGKILL)
    lock.release()


def take(lock):
    with lock:
        print("mine")


if __name__ == "__main__":
    lock = Lock()
    holder = Process(target=hold, args=(lock,), name="holder")
    holder.start()
    holder.join()
    second = Process(target=take, args=(lock,), name="next")
    second.start()
    second.join()
