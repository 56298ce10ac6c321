# expects: starved-get; processes: MainProcess child; primitives: here, there; lines: 8 17
"""Both sides of a pipe wait for the other one to begin."""

import multiprocessing as mp


def answer(there):
    question = there.recv()
    there.send(question + 1)


def main():
    here, there = mp.Pipe()
    child = mp.Process(target=answer, args=(there,), name="child")
    child.start()
    there.close()
    reply = here.recv()
    here.send(1)
    child.join()
    print(reply)


if __name__ == "__main__":
    main()
