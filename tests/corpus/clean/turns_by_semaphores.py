"""Two processes take turns: each gives back what the other one takes."""

import multiprocessing as mp


def play(mine, other):
    for _ in range(50):
        mine.acquire()
        other.release()


def main():
    first, second = mp.Semaphore(1), mp.Semaphore(0)
    one = mp.Process(target=play, args=(first, second), name="one")
    two = mp.Process(target=play, args=(second, first), name="two")
    one.start()
    two.start()
    one.join()
    two.join()
    print("done")


if __name__ == "__main__":
    main()
