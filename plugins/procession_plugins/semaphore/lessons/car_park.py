"""A car park with few places

More cars come than there are places. The barrier at the gate is a Semaphore: it lets as many in
as there are places, and the next one when somebody leaves.
"""

import time
from multiprocessing import Barrier, Process, Semaphore

PLACES = 3          # knob: 1..6 places to park
CARS = 7            # knob: 1..12 cars that come
STAY_MS = 150       # knob: 10..1000 that each stays, in ms


def park(number, places, morning):
    morning.wait()  # all of them arrive at the same time
    with places:
        print(f"car {number}: parked", flush=True)
        time.sleep(STAY_MS / 1000)
    print(f"car {number}: gone", flush=True)


if __name__ == "__main__":
    places = Semaphore(PLACES)
    morning = Barrier(CARS)

    cars = []
    for number in range(1, CARS + 1):
        car = Process(target=park, args=(number, places, morning), name=f"car {number}")
        car.start()
        cars.append(car)
    for car in cars:
        car.join()
    print(f"main: {CARS} cars have parked, {PLACES} at a time")
