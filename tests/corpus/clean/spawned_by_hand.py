"""A program started with os.posix_spawn() gives the answer."""

import multiprocessing as mp
import os


def main():
    reader, writer = mp.Pipe(duplex=False)
    number = writer.fileno()
    os.set_inheritable(number, True)
    command = f"sleep 1.5; printf '\\000\\000\\000\\002ok' >&{number}"
    pid = os.posix_spawnp("bash", ["bash", "-c", command], os.environ)
    writer.close()
    print(reader.recv_bytes())
    os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
