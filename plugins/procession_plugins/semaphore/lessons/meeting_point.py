"""Meeting under the clock

Two friends come from two stations and want to meet before they go on. Each gives a sign when
there, and waits for the sign of the other: two semaphores that begin at zero.
"""

import time
from multiprocessing import Process, Semaphore

EARLY_MS = 100      # knob: 0..1000 that Ida travels, in ms
LATE_MS = 500       # knob: 0..1000 that Jon travels, in ms
SIGN = "first"      # knob: first | last come the signs


def travel(name, travel_ms, mine, other):
    time.sleep(travel_ms / 1000)
    print(f"{name}: here", flush=True)
    if SIGN == "first":
        mine.release()  # I am here
        other.acquire()  # and now you
    else:
        other.acquire()
        mine.release()
    print(f"{name}: there you are", flush=True)


if __name__ == "__main__":
    ida_is_here = Semaphore(0)
    jon_is_here = Semaphore(0)

    ida = Process(target=travel, args=("Ida", EARLY_MS, ida_is_here, jon_is_here), name="Ida")
    jon = Process(target=travel, args=("Jon", LATE_MS, jon_is_here, ida_is_here), name="Jon")
    ida.start()
    jon.start()
    ida.join()
    jon.join()
    print("main: they have met")
