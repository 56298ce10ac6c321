"""The parcel that arrives

The same shop. What cannot travel stays at home; what travels is the name of a function that both
sides know.
"""

from multiprocessing import Process, Queue
from queue import Empty

PARCELS = 4         # knob: 1..10 parcels that are sent
ODD_ONE = 2         # knob: 0..10 has a recipe in it (0: none)
WAIT_MS = 600       # knob: 100..3000 before giving up, in ms


def one_more(cups):
    return cups + 1


def pack(number):
    if number == ODD_ONE:
        return number, one_more
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
