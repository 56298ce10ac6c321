# expects: over-release; processes: MainProcess; primitives: queue; lines: 14
"""An item is marked done twice."""

import multiprocessing as mp


def main():
    queue = mp.JoinableQueue()
    queue.put(1)
    print(queue.get())
    queue.task_done()
    # The item was one only.
    try:
        queue.task_done()
    except ValueError as error:
        print(error)
    queue.join()


if __name__ == "__main__":
    main()
