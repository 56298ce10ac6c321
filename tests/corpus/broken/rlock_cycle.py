# expects: lock-cycle; processes: one two; primitives: left right
from multiprocessing import Barrier, Process, RLock


def move(first, second, ready):
    with first:
        ready.wait()
        with second:
            pass


if __name__ == "__main__":
    left, right, ready = RLock(), RLock(), Barrier(2)
    one = Process(target=move, args=(left, right, ready), name="one")
    two = Process(target=move, args=(right, left, ready), name="two")
    one.start()
    two.start()
    one.join()
    two.join()
