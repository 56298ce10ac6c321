"""Everybody takes two places, and there are enough."""

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
    places, both = mp.Semaphore(4), mp.Barrier(2)
    children = [mp.Process(target=work, args=(places, both), name=name) for name in ("one", "two")]
    for child in children:
        child.start()
    for child in children:
        child.join()


if __name__ == "__main__":
    main()
