# expects: stuck-put; processes: MainProcess child; primitives: here, there; lines: 10 20
"""Both sides of a pipe send more than fits into it, and nobody receives."""

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
    # This blocks until the child receives.
    here.send_bytes(bytes(SIZE))
    print(len(here.recv_bytes()))
    child.join()


if __name__ == "__main__":
    main()
