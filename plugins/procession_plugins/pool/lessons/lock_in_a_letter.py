"""A lock does not fit into a letter

Several painters share one tin of paint, so there is a lock. It is sent along with every task,
and that does not work.
"""

from multiprocessing import Lock, Pool

WALLS = 4           # knob: 1..12 walls to be painted
PAINTERS = 2        # knob: 1..4 painters


def paint(wall, tin):
    with tin:
        return f"wall {wall} is red"


if __name__ == "__main__":
    tin = Lock()
    with Pool(PAINTERS) as pool:
        answers = [pool.apply_async(paint, (wall, tin)) for wall in range(1, WALLS + 1)]
        for answer in answers:
            try:
                print(f"main: {answer.get()}", flush=True)
            except RuntimeError as error:
                print(f"main: {error}", flush=True)
        pool.close()
        pool.join()
