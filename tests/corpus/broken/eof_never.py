# expects: eof-never; processes: MainProcess; primitives: reader, writer; lines: 20
"""The reader waits for the end of file with the writing end still open in its own hand."""

import multiprocessing as mp


def send(writer):
    for number in range(3):
        writer.send(number)
    writer.close()


def main():
    reader, writer = mp.Pipe(duplex=False)
    child = mp.Process(target=send, args=(writer,), name="sender")
    child.start()
    total = 0
    while True:
        try:
            total += reader.recv()
        except EOFError:
            break
    child.join()
    print(total)


if __name__ == "__main__":
    main()
