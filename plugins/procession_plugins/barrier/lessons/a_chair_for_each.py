"""A chair for each

The same guests. The table is laid for those who were invited.
"""

from multiprocessing import Barrier, Process

GUESTS = 3          # knob: 1..6 who were invited
LATE = 1            # knob: 0..6 the one who comes last


def dine(number, table):
    print(f"guest {number}: here", flush=True)
    table.wait()
    print(f"guest {number}: enjoy your meal", flush=True)


if __name__ == "__main__":
    table = Barrier(GUESTS)
    order = [number for number in range(1, GUESTS + 1) if number != LATE]
    if 1 <= LATE <= GUESTS:
        order.append(LATE)
    guests = []
    for number in order:
        guest = Process(target=dine, args=(number, table), name=f"guest {number}")
        guest.start()
        guests.append(guest)
    for guest in guests:
        guest.join()
    print("main: the table is cleared")
