"""A shelf with little room

A baker puts loaves on a shelf, shoppers take them away. The shelf is a Queue that holds only
a few; whoever finds it full, or empty, waits.
"""

import time
from multiprocessing import Process, Queue

ROOM = 3            # knob: 1..20 loaves that fit on the shelf
SHOPPERS = 2        # knob: 1..6 shoppers who come
BAKE_MS = 40        # knob: 0..500 to bake a loaf, in ms
SHOP_MS = 150       # knob: 0..500 to carry one home, in ms

LOAVES = 14
CLOSED = None  # put on the shelf once for each shopper: there will be no more


def bake(shelf):
    waited = 0.0
    for loaf in range(1, LOAVES + 1):
        time.sleep(BAKE_MS / 1000)
        before = time.perf_counter()
        shelf.put(loaf)
        waited += time.perf_counter() - before
        print(f"baker: loaf {loaf} is on the shelf", flush=True)
    for _ in range(SHOPPERS):
        shelf.put(CLOSED)
    print(f"baker: done; stood {waited:.2f} s before a full shelf", flush=True)


def shop(shelf, number):
    bought = 0
    while True:
        loaf = shelf.get()
        if loaf is CLOSED:
            break
        bought += 1
        print(f"shopper {number}: took loaf {loaf}", flush=True)
        time.sleep(SHOP_MS / 1000)
    print(f"shopper {number}: going home with {bought}", flush=True)


if __name__ == "__main__":
    shelf = Queue(ROOM)

    people = [Process(target=bake, args=(shelf,), name="baker")]
    for number in range(1, SHOPPERS + 1):
        people.append(Process(target=shop, args=(shelf, number), name=f"shopper {number}"))
    for person in people:
        person.start()
    for person in people:
        person.join()
    print(f"main: the shop is closed, {LOAVES} loaves sold")
