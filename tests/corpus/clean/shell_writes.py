"""A shell, which is no Python, writes into a pipe that this process reads from."""

import multiprocessing as mp
import subprocess


def main():
    reader, writer = mp.Pipe(duplex=False)
    number = writer.fileno()
    command = f"sleep 1.5; printf '\\000\\000\\000\\002ok' >&{number}"
    shell = subprocess.Popen(["bash", "-c", command], pass_fds=[number])
    writer.close()
    print(reader.recv_bytes())
    shell.wait()


if __name__ == "__main__":
    main()
