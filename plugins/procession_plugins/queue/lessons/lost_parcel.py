"""The parcel that never left

A shop sends parcels through a queue. One of them holds something that cannot travel. put() says
nothing, and at the other end it does not arrive.
"""

from multiprocessing import Process, Queue
from queue import Empty

PARCELS = 4         # knob: 1..10 parcels that are sent
ODD_ONE = 2         # knob: 0..10 has a lambda in it (0: none)
WAIT_MS = 600       # knob: 100..3000 before giving up, in ms


def pack(number):
    if number == ODD_ONE:
        return number, lambda cups: cups + 1
    return number, "tea"


def receive(road):
    arrived = []
    try:
        while len(arrived) < PARCELS:
            number, _ = road.get(timeout=WAIT_MS / 1000)
            arrived.append(number)
    except Empty:
        print("customer: I have waited long enough", flush=True)
    print(f"customer: parcels {arrived} came", flush=True)


if __name__ == "__main__":
    road = Queue()
    for number in range(1, PARCELS + 1):
        road.put(pack(number))
        print(f"shop: parcel {number} is on its way", flush=True)
    customer = Process(target=receive, args=(road,), name="customer")
    customer.start()
    customer.join()
    print("shop: all in order here")
