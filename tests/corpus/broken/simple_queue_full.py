# expects: stuck-put; processes: MainProcess; primitives: queue; lines: 10
"""A SimpleQueue takes what fits into its pipe; whoever reads comes too late."""

import multiprocessing as mp


def main():
    queue = mp.SimpleQueue()
    for _ in range(4):
        queue.put(bytes(50_000))
    for _ in range(4):
        print(len(queue.get()))


if __name__ == "__main__":
    main()
