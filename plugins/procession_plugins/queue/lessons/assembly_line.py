"""An assembly line for toys

Three stations: one saws, one paints, one packs. Each has its own queue, and one last item tells the
next station that the day is over.
"""

import time
from multiprocessing import Process, Queue

TOYS = 10           # knob: 1..40 toys to be made
PAINTERS = 2        # knob: 1..4 at the middle station
PAINT_MS = 80       # knob: 0..300 to paint one, in ms

HOME_TIME = None    # the pill that ends a station


def saw(wood, sawn):
    for toy in iter(wood.get, HOME_TIME):
        time.sleep(0.02)
        sawn.put(toy)
    for _ in range(PAINTERS):
        sawn.put(HOME_TIME)  # one for each of those who read this queue


def paint(sawn, painted):
    for toy in iter(sawn.get, HOME_TIME):
        time.sleep(PAINT_MS / 1000)
        painted.put(f"red {toy}")
    painted.put(HOME_TIME)


if __name__ == "__main__":
    wood, sawn, painted = Queue(), Queue(), Queue()
    stations = [Process(target=saw, args=(wood, sawn), name="saw")]
    for number in range(1, PAINTERS + 1):
        painter = Process(target=paint, args=(sawn, painted), name=f"painter {number}")
        stations.append(painter)
    for station in stations:
        station.start()

    for number in range(1, TOYS + 1):
        wood.put(f"horse {number}")
    wood.put(HOME_TIME)

    packed, gone_home = [], 0
    while gone_home < PAINTERS:  # main packs
        toy = painted.get()
        if toy is HOME_TIME:
            gone_home += 1
        else:
            packed.append(toy)
            print(f"packed: {toy}", flush=True)
    for station in stations:
        station.join()
    print(f"main: {len(packed)} toys")
