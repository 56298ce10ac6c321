"""One child process, not waited for: the interpreter joins it at the end."""

from multiprocessing import Process


def greet(name):
    print("hello", name)


if __name__ == "__main__":
    child = Process(target=greet, args=("Ada",))
    child.start()
    print("started", flush=True)
