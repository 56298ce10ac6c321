"""Both sides of a pipe send more than fits into it, one after the other."""

import multiprocessing as mp

SIZE = 4_000_000


def work(there):
    there.send_bytes(bytes(SIZE))
    print(len(there.recv_bytes()))


def main():
    here, there = mp.Pipe()
    child = mp.Process(target=work, args=(there,), name="child")
    child.start()
    there.close()
    print(len(here.recv_bytes()))
    here.send_bytes(bytes(SIZE))
    child.join()


if __name__ == "__main__":
    main()
