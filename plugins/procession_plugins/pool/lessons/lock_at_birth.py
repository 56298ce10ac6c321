"""A lock to start with

The same painters and the same tin. Each painter is given the lock on the first day, by the pool's
initializer.
"""

from multiprocessing import Lock, Pool

WALLS = 4           # knob: 1..12 walls to be painted
PAINTERS = 2        # knob: 1..4 painters


def begin(shared):
    global tin
    tin = shared  # each worker keeps it under a name of its own


def paint(wall):
    with tin:
        return f"wall {wall} is red"


if __name__ == "__main__":
    lock = Lock()
    with Pool(PAINTERS, initializer=begin, initargs=(lock,)) as pool:
        answers = [pool.apply_async(paint, (wall,)) for wall in range(1, WALLS + 1)]
        for answer in answers:
            print(f"main: {answer.get()}", flush=True)
        pool.close()
        pool.join()
