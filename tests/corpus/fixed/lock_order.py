from multiprocessing import Barrier, Lock, Process


def both(first, second):
    with first, second:
        pass


def turn(left, right, ready):
    ready.wait()
    ready.wait()
    both(left, right)


if __name__ == "__main__":
    left, right, ready = Lock(), Lock(), Barrier(2)
    other = Process(target=turn, args=(left, right, ready), name="other")
    other.start()
    ready.wait()
    both(left, right)
    ready.wait()
    other.join()
