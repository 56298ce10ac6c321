"""Gone with the key

A guest locks the reading room, and leaves the house by the back door. The key is gone, too: nobody
else will ever get in.
"""

import os
from multiprocessing import Event, Lock, Process

GUESTS = 2          # knob: 1..5 who wait outside
EXIT_CODE = 0       # knob: 0..9 with which the first guest goes


def leave(room, inside):
    with room:
        inside.set()
        print("Kim: locked, and out by the back door", flush=True)
        os._exit(EXIT_CODE)


def read(room, name):
    with room:
        print(f"{name}: what a quiet room", flush=True)


if __name__ == "__main__":
    room = Lock()
    inside = Event()
    kim = Process(target=leave, args=(room, inside), name="Kim")
    kim.start()
    inside.wait()

    guests = []
    for number in range(1, GUESTS + 1):
        name = f"guest {number}"
        guests.append(Process(target=read, args=(room, name), name=name))
    for guest in guests:
        guest.start()
    for person in [kim, *guests]:
        person.join()
    print("main: everybody has read")
