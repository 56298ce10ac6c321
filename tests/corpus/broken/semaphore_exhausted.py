# expects: lock-cycle; processes: one two; primitives: places; lines: 8
"""Everybody takes one of two places first, and then wants another one."""

import multiprocessing as mp


def work(places, both):
    with places, BothIn(both), places:
        print("worked")


class BothIn:
    """Waits until both have come so far."""

    def __init__(self, both):
        self.both = both

    def __enter__(self):
        self.both.wait()

    def __exit__(self, *error):
        pass


def main():
    places, both = mp.Semaphore(2), mp.Barrier(2)
    children = [mp.Process(target=work, args=(places, both), name=name) for name in ("one", "two")]
    for child in children:
        child.start()
    for child in children:
        child.join()


if __name__ == "__main__":
    main()
