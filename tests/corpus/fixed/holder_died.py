import os
import signal
from multiprocessing import Lock, Process


def hold(lock):
    lock.acquire()
    lock.release()
    os.kill(os.getpid(), signal.SIGKILL)


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
