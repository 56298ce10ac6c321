"""The office that waits for itself

The weather station has closed. The office waits for another reading: somebody still has the writing
end open.
"""

import time
from multiprocessing import Pipe, Process

READINGS = 6        # knob: 0..30 readings that are sent
EVERY_MS = 60       # knob: 0..500 between two of them, in ms


def measure(sending):
    for hour in range(READINGS):
        time.sleep(EVERY_MS / 1000)
        sending.send((hour, 12.5 + hour / 2))  # any object that can be pickled
    sending.close()


if __name__ == "__main__":
    receiving, sending = Pipe(duplex=False)  # one way: the first end reads, the second writes
    station = Process(target=measure, args=(sending,), name="station")
    station.start()

    readings = 0
    while True:
        try:
            hour, degrees = receiving.recv()
        except EOFError:
            break
        readings += 1
        print(f"office: {degrees} degrees at {hour}", flush=True)
    station.join()
    print(f"office: {readings} readings, and the station has closed")
