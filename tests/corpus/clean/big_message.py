"""A message far larger than a pipe goes through while the reader waits for it."""

import multiprocessing as mp


def answer(there):
    there.send_bytes(there.recv_bytes())


def main():
    here, there = mp.Pipe()
    child = mp.Process(target=answer, args=(there,), name="child")
    child.start()
    here.send_bytes(bytes(60_000_000))
    print(len(here.recv_bytes()))
    child.join()


if __name__ == "__main__":
    main()
