# expects: nested-manager-edit; processes: child; primitives: shared; lines: 6
from multiprocessing import Manager, Process


def fill(shared):
    shared["names"].append("Ada")


if __name__ == "__main__":
    with Manager() as manager:
        shared = manager.dict(names=[])
        child = Process(target=fill, args=(shared,), name="child")
        child.start()
        child.join()
        print(shared["names"])
