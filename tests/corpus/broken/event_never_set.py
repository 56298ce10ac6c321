# expects: starved-wait; processes: waiter; primitives: event; lines: 6
from multiprocessing import Event, Process


def wait(event):
    event.wait()


if __name__ == "__main__":
    event = Event()
    waiter = Process(target=wait, args=(event,), name="waiter")
    waiter.start()
    waiter.join()
