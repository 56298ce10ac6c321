# expects: daemon-children; processes: parent; lines: 16
from multiprocessing import Process


def nothing():
    pass


def start():
    Process(target=nothing).start()


if __name__ == "__main__":
    parent = Process(target=start, name="parent", daemon=True)
    print("starting")
    parent.start()
    parent.join()
