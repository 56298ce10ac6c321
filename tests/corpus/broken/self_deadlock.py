# expects: self-deadlock; processes: writer; primitives: lock; lines: 6 11
from multiprocessing import Lock, Process


def log(lock, text):
    with lock:
        print(text)


def work(lock):
    with lock:
        log(lock, "working")


if __name__ == "__main__":
    lock = Lock()
    writer = Process(target=work, args=(lock,), name="writer")
    writer.start()
    writer.join()
