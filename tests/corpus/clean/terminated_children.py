"""Daemons that wait for ever and are ended by who made them."""

from multiprocessing import Process, Queue


def serve(queue, ready):
    ready.put(True)
    while True:
        queue.get()


if __name__ == "__main__":
    queue, ready = Queue(), Queue()
    one = Process(target=serve, args=(queue, ready))
    two = Process(target=serve, args=(queue, ready), daemon=True)
    one.start()
    two.start()
    ready.get()
    ready.get()
    one.terminate()
    one.join()
    print(one.exitcode)
