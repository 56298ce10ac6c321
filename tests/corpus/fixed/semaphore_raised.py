"""A semaphore that guards two places keeps them."""

import multiprocessing as mp


def main():
    places = mp.Semaphore(2)
    with places:
        print("worked")


if __name__ == "__main__":
    main()
