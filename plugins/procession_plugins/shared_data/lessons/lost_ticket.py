"""The ticket that was sold twice

Two box offices share the number of tickets left. Each reads it under the lock and writes it
under the lock, and between the two the lock is free.
"""

import time
from multiprocessing import Barrier, Process, Value

SALES = 15          # knob: 1..60 by each office
OFFICES = 2         # knob: 1..4 box offices
TILL_MS = 5         # knob: 0..50 at the till, in ms


def sell(left, opening):
    opening.wait()
    for _ in range(SALES):
        with left.get_lock():
            seen = left.value
        time.sleep(TILL_MS / 1000)  # the customer pays
        with left.get_lock():
            left.value = seen - 1


if __name__ == "__main__":
    left = Value("i", 100)
    opening = Barrier(OFFICES)
    offices = []
    for number in range(1, OFFICES + 1):
        office = Process(target=sell, args=(left, opening), name=f"office {number}")
        office.start()
        offices.append(office)
    for office in offices:
        office.join()
    sold = SALES * OFFICES
    print(f"main: sold {sold} of 100, {left.value} are left")
