"""One umbrella too many

A house lends umbrellas. Everybody brings one back, and one guest brings back two: a mistake
that one kind of semaphore notices and the other does not.
"""

from multiprocessing import BoundedSemaphore, Process, Semaphore

UMBRELLAS = 3       # knob: 1..6 umbrellas in the stand
GUESTS = 3          # knob: 1..8 who borrow one
STAND = "bounded"   # knob: bounded | plain semaphore


def borrow(number, stand, twice):
    with stand:
        print(f"guest {number}: out in the rain", flush=True)
    if twice:
        try:
            stand.release()  # a second time
        except ValueError as error:
            print(f"guest {number}: {error}", flush=True)


if __name__ == "__main__":
    stand = BoundedSemaphore(UMBRELLAS) if STAND == "bounded" else Semaphore(UMBRELLAS)

    for number in range(1, GUESTS + 1):
        arguments = (number, stand, number == GUESTS)
        guest = Process(target=borrow, args=arguments, name=f"guest {number}")
        guest.start()
        guest.join()

    lent = 0
    while stand.acquire(block=False):  # how many can be taken, one after the other
        lent += 1
    print(f"main: {UMBRELLAS} umbrellas were bought, {lent} can be lent")
