"""A conversation over a socket, which somebody outside might have begun."""

import multiprocessing as mp
from multiprocessing.connection import Client, Listener


def call(address):
    with Client(address) as connection:
        connection.send("hello")
        print(connection.recv())


def main():
    with Listener() as listener:
        child = mp.Process(target=call, args=(listener.address,), name="caller")
        child.start()
        with listener.accept() as connection:
            connection.send(connection.recv().upper())
        child.join()


if __name__ == "__main__":
    main()
