"""A global that the script sets when it is imported exists in a spawned child."""

import multiprocessing as mp

GREETING = "hello"


def show():
    print(GREETING)


if __name__ == "__main__":
    child = mp.Process(target=show, name="child")
    child.start()
    child.join()
