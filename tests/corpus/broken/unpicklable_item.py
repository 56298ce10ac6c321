# expects: unpicklable; processes: MainProcess; primitives: queue; lines: 7
from multiprocessing import Queue


def main():
    queue = Queue()
    queue.put(lambda: None)
    queue.close()
    queue.join_thread()


if __name__ == "__main__":
    main()
