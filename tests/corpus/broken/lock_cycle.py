# expects: lock-cycle; processes: one two; primitives: left right; lines: 6 8
from multiprocessing import Barrier, Lock, Process


def move(first, second, ready):
    with first:
        ready.wait()
        with second:
            pass


def main():
    left, right = Lock(), Lock()
    ready = Barrier(2)
    orders = {"one": (left, right), "two": (right, left)}
    movers = [Process(target=move, args=(*o, ready), name=n) for n, o in orders.items()]
    for mover in movers:
        mover.start()
    for mover in movers:
        mover.join()


if __name__ == "__main__":
    main()
