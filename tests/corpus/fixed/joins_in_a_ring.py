"""Main joins a child once it has given the lock back."""

import multiprocessing as mp


def work(lock):
    with lock:
        print("worked")


def main():
    lock = mp.Lock()
    child = mp.Process(target=work, args=(lock,), name="child")
    with lock:
        child.start()
    child.join()


if __name__ == "__main__":
    main()
