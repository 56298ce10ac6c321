"""A child of os.fork() that runs another program gives the answer."""

import multiprocessing as mp
import os


def main():
    reader, writer = mp.Pipe(duplex=False)
    pid = os.fork()
    if not pid:
        os.set_inheritable(writer.fileno(), True)
        command = f"sleep 1.5; printf '\\000\\000\\000\\002ok' >&{writer.fileno()}"
        os.execvp("bash", ["bash", "-c", command])
    writer.close()
    print(reader.recv_bytes())
    os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
