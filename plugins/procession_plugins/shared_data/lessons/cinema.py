"""Seats in a cinema

An Array is a row of numbers in shared memory: here the seats of a cinema. Two box offices sell them
at the same time.
"""

import time
from multiprocessing import Array, Barrier, Process

SEATS = 12          # knob: 2..60 seats
OFFICES = 2         # knob: 1..4 box offices
SPLIT = False       # knob: yes | no each office has its own rows

FREE = 0


def sell(office, seats, opening):
    opening.wait()
    mine = range(SEATS)
    if SPLIT:
        mine = range(office - 1, SEATS, OFFICES)
    sold = 0
    for seat in mine:
        if SPLIT:  # nobody else touches these: no lock is needed
            seats[seat] = office
            sold += 1
            continue
        with seats.get_lock():  # look and mark: nobody may come between
            if seats[seat] == FREE:
                time.sleep(0.01)  # the customer looks for the purse
                seats[seat] = office
                sold += 1
    print(f"office {office}: {sold} tickets sold", flush=True)


if __name__ == "__main__":
    seats = Array("i", SEATS)  # all zero
    opening = Barrier(OFFICES)
    offices = []
    for number in range(1, OFFICES + 1):
        office = Process(target=sell, args=(number, seats, opening), name=f"office {number}")
        office.start()
        offices.append(office)
    for office in offices:
        office.join()
    print(f"main: {SEATS - list(seats).count(FREE)} of {SEATS} seats are sold: {list(seats)}")
