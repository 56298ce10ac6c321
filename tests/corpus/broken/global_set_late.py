# expects: global-not-shared; methods: spawn forkserver; processes: child; lines: 12
"""A global that the main guard sets does not exist in a spawned child."""

import multiprocessing as mp


def show():
    print(GREETING)


if __name__ == "__main__":
    GREETING = "hello"
    child = mp.Process(target=show, name="child")
    child.start()
    child.join()
