# expects: over-release; primitives: places
"""A semaphore that guards two places ends up with three."""

import multiprocessing as mp


def main():
    places = mp.Semaphore(2)
    with places:
        print("worked")
    places.release()


if __name__ == "__main__":
    main()
