"""Guests who stay too long

A host waits for a while, asks politely, and in the end puts the last guest out. join() with a
time-out, terminate(), kill(), and what the exit code says afterwards.
"""

import signal
import time
from multiprocessing import Event, Process

PATIENCE_MS = 300   # knob: 50..2000 for each guest, in ms
DEAF = True         # knob: yes | no Cleo does not hear terminate()


def visit(seated, leaves, deaf):
    if deaf:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    seated.set()
    while not leaves:
        time.sleep(60)


def goodbye(guest):
    guest.join(PATIENCE_MS / 1000)  # returns None, whether the guest has gone or not
    if guest.is_alive():
        print(f"host: {guest.name} is still here; asking", flush=True)
        guest.terminate()  # comes back at once: ask, then wait
        guest.join(PATIENCE_MS / 1000)
    if guest.is_alive():
        print(f"host: {guest.name} does not hear; this is kill()", flush=True)
        guest.kill()
        guest.join()
    print(f"host: {guest.name} has gone, exit code {guest.exitcode}", flush=True)


if __name__ == "__main__":
    guests = []
    for name, leaves, deaf in (("Anna", True, False), ("Ben", False, False), ("Cleo", False, DEAF)):
        seated = Event()
        guest = Process(target=visit, args=(seated, leaves, deaf), name=name)
        guest.start()
        seated.wait()
        guests.append(guest)

    guests[0].join()  # Anna leaves by herself
    for guest in guests:
        goodbye(guest)
