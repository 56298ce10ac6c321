from multiprocessing import Queue


def main():
    queue = Queue()
    queue.put(None)
    queue.get()
    queue.close()
    queue.join_thread()


if __name__ == "__main__":
    main()
