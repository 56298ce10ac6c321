"""Waiting for fresh bread

Customers want loaves, and the baker brings them by the tray. A Condition is a lock with a waiting
room: whoever finds nothing sleeps there and is woken when things have changed.
"""

import time
from multiprocessing import Condition, Process, Value

CUSTOMERS = 3       # knob: 1..6 customers
WANTED = 2          # knob: 1..4 loaves for each
TRAY = 2            # knob: 1..6 loaves on a tray
BAKE_MS = 120       # knob: 0..500 for a tray, in ms


def shop(number, bread, loaves):
    with bread:
        bread.wait_for(lambda: loaves.value >= WANTED)
        loaves.value -= WANTED
        print(f"customer {number}: took {WANTED}, {loaves.value} left", flush=True)


def bake(bread, loaves):
    baked = 0
    while baked < CUSTOMERS * WANTED:
        time.sleep(BAKE_MS / 1000)
        with bread:
            loaves.value += TRAY
            baked += TRAY
            print(f"baker: {loaves.value} on the counter", flush=True)
            bread.notify_all()


if __name__ == "__main__":
    loaves = Value("i", 0, lock=False)
    bread = Condition()
    people = []
    for number in range(1, CUSTOMERS + 1):
        people.append(Process(target=shop, args=(number, bread, loaves), name=f"customer {number}"))
    people.append(Process(target=bake, args=(bread, loaves), name="baker"))
    for person in people:
        person.start()
    for person in people:
        person.join()
    print(f"main: {loaves.value} loaves are left over")
