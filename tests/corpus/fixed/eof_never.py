"""The reader waits for the end of file once it has closed its own copy of the writing end."""

import multiprocessing as mp


def send(writer):
    for number in range(3):
        writer.send(number)
    writer.close()


def main():
    reader, writer = mp.Pipe(duplex=False)
    child = mp.Process(target=send, args=(writer,), name="sender")
    child.start()
    writer.close()
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
