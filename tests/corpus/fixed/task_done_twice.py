"""An item is marked done once."""

import multiprocessing as mp


def main():
    queue = mp.JoinableQueue()
    queue.put(1)
    print(queue.get())
    queue.task_done()
    queue.join()


if __name__ == "__main__":
    main()
