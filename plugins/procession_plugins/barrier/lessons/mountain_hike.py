"""Nobody is left behind

Hikers walk at different speeds, and rest at the same huts. From each hut they leave together: a
Barrier, used again and again.
"""

import time
from multiprocessing import Barrier, Process

HIKERS = 3          # knob: 2..8 hikers
HUTS = 3            # knob: 1..10 huts on the way
SLOWER_MS = 60      # knob: 0..300 by hiker and hut, in ms


def hike(number, hut):
    for stage in range(1, HUTS + 1):
        time.sleep(number * SLOWER_MS / 1000)
        arrived = hut.wait()
        if arrived == 0:  # exactly one of them gets 0, in each round
            print(f"all have come to hut {stage}", flush=True)


if __name__ == "__main__":
    hut = Barrier(HIKERS)
    hikers = []
    for number in range(1, HIKERS + 1):
        hiker = Process(target=hike, args=(number, hut), name=f"hiker {number}")
        hiker.start()
        hikers.append(hiker)
    for hiker in hikers:
        hiker.join()
    print(f"main: {HIKERS} hikers, {HUTS} huts, nobody is missing")
