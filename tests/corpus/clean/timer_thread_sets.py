"""A timer sets the event that all processes wait for."""

import multiprocessing as mp
import threading


def wait(event):
    event.wait()


def main():
    event = mp.Event()
    children = [mp.Process(target=wait, args=(event,)) for _ in range(2)]
    for child in children:
        child.start()
    threading.Timer(1.0, event.set).start()
    event.wait()
    for child in children:
        child.join()
    print("done")


if __name__ == "__main__":
    main()
