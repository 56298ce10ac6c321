"""One chair too many

The table is laid for four, and three have been invited. They wait for the fourth before they
begin to eat.
"""

from multiprocessing import Barrier, Process

GUESTS = 3          # knob: 1..6 who were invited
CHAIRS = 4          # knob: 1..7 for whom the table is laid


def dine(number, table):
    print(f"guest {number}: here", flush=True)
    table.wait()
    print(f"guest {number}: enjoy your meal", flush=True)


if __name__ == "__main__":
    table = Barrier(CHAIRS)
    guests = []
    for number in range(1, GUESTS + 1):
        guest = Process(target=dine, args=(number, table), name=f"guest {number}")
        guest.start()
        guests.append(guest)
    for guest in guests:
        guest.join()
    print("main: the table is cleared")
