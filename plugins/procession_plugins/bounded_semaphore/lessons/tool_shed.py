"""A shed that gets its tools back

Neighbours borrow spades from a shed, and for some of them the work goes wrong. Does the spade
come back all the same?
"""

from multiprocessing import BoundedSemaphore, Process

SPADES = 2          # knob: 1..5 spades in the shed
NEIGHBOURS = 6      # knob: 1..10 who dig
CAREFUL = True      # knob: yes | no give back in any case


def dig(number):
    if number % 2 == 0:
        raise RuntimeError("hit a root")
    print(f"neighbour {number}: a fine hole", flush=True)


def borrow(number, shed):
    try:
        if CAREFUL:
            with shed:  # gives back, whatever happens inside
                dig(number)
        elif shed.acquire(timeout=0.2):
            dig(number)
            shed.release()  # not reached when dig() raises
        else:
            print(f"neighbour {number}: no spade left", flush=True)
    except RuntimeError as error:
        print(f"neighbour {number}: {error}", flush=True)


if __name__ == "__main__":
    shed = BoundedSemaphore(SPADES)
    for number in range(1, NEIGHBOURS + 1):
        neighbour = Process(target=borrow, args=(number, shed), name=f"neighbour {number}")
        neighbour.start()
        neighbour.join()

    back = 0
    while shed.acquire(block=False):
        back += 1
    print(f"main: {back} of {SPADES} spades are in the shed")
