from multiprocessing import Process


def fail():
    print("yes")


if __name__ == "__main__":
    child = Process(target=fail, name="child")
    child.start()
    child.join()
