from multiprocessing import Process


def nothing():
    pass


def start():
    Process(target=nothing).start()


if __name__ == "__main__":
    parent = Process(target=start, name="parent", daemon=False)
    print("starting")
    parent.start()
    parent.join()
