# expects: lost-update; processes: one two; primitives: counter; lines: 8 10
from multiprocessing import Barrier, Process, Value


def add(counter, met):
    met.wait()
    for _ in range(3):
        seen = counter.value
        met.wait()
        counter.value = seen + 1
        met.wait()


if __name__ == "__main__":
    counter, met = Value("i", 0), Barrier(2)
    children = [Process(target=add, args=(counter, met), name=name) for name in ("one", "two")]
    for child in children:
        child.start()
    for child in children:
        child.join()
    print(counter.value)
