"""Both sides of a pipe take turns."""

import multiprocessing as mp


def answer(there):
    question = there.recv()
    there.send(question + 1)


def main():
    here, there = mp.Pipe()
    child = mp.Process(target=answer, args=(there,), name="child")
    child.start()
    there.close()
    here.send(1)
    reply = here.recv()
    child.join()
    print(reply)


if __name__ == "__main__":
    main()
