from multiprocessing import Process, RLock


def log(lock, text):
    with lock:
        print(text)


def work(lock):
    with lock:
        log(lock, "working")


if __name__ == "__main__":
    lock = RLock()
    writer = Process(target=work, args=(lock,), name="writer")
    writer.start()
    writer.join()
