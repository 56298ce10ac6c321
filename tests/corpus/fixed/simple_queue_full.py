"""A SimpleQueue takes what fits into its pipe; here what is put is read at once."""

import multiprocessing as mp


def main():
    queue = mp.SimpleQueue()
    for _ in range(4):
        queue.put(bytes(50_000))
        print(len(queue.get()))


if __name__ == "__main__":
    main()
