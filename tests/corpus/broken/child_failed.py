# expects: child-failed; processes: child; lines: 11
from multiprocessing import Process


def fail():
    raise ValueError("no")


if __name__ == "__main__":
    child = Process(target=fail, name="child")
    child.start()
    child.join()
