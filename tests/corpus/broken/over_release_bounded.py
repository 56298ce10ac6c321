# expects: over-release; processes: worker; primitives: places; lines: 11
"""A worker gives back a place that it never took."""

import multiprocessing as mp


def work(places):
    with places:
        print("worked")
    try:
        places.release()
    except ValueError as error:
        print(error)


def main():
    places = mp.BoundedSemaphore(2)
    child = mp.Process(target=work, args=(places,), name="worker")
    child.start()
    child.join()


if __name__ == "__main__":
    main()
