"""One bathroom in the morning

Grandmother is in the bathroom. Three others knock, and each has another kind of patience: none
at all, a little, and all the time in the world.
"""

from multiprocessing import Lock, Process

PATIENCE_MS = 300   # knob: 0..3000 that Timo waits, in ms
SISTERS = 1         # knob: 1..4 who wait as long as it takes


def peek(bathroom):
    if bathroom.acquire(block=False):  # True or False, at once
        bathroom.release()
        print("Paul: it was free", flush=True)
    else:
        print("Paul: taken, never mind", flush=True)


def knock(bathroom):
    if bathroom.acquire(timeout=PATIENCE_MS / 1000):  # True, or False when the time is up
        bathroom.release()
        print("Timo: that was quick", flush=True)
    else:
        print("Timo: I shall brush my teeth in the kitchen", flush=True)


def queue_up(bathroom, name):
    with bathroom:  # waits as long as it takes
        print(f"{name}: at last", flush=True)


if __name__ == "__main__":
    bathroom = Lock()
    paul = Process(target=peek, args=(bathroom,), name="Paul")
    timo = Process(target=knock, args=(bathroom,), name="Timo")
    sisters = []
    for number in range(1, SISTERS + 1):
        name = f"sister {number}"
        sisters.append(Process(target=queue_up, args=(bathroom, name), name=name))

    with bathroom:  # grandmother comes first, and takes her time
        for person in [paul, timo, *sisters]:
            person.start()
        paul.join()
        timo.join()
        print("grandmother: what a lovely bath", flush=True)
    for sister in sisters:
        sister.join()
