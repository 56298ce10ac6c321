"""A worker gives back what it took."""

import multiprocessing as mp


def work(places):
    with places:
        print("worked")


def main():
    places = mp.BoundedSemaphore(2)
    child = mp.Process(target=work, args=(places,), name="worker")
    child.start()
    child.join()


if __name__ == "__main__":
    main()
