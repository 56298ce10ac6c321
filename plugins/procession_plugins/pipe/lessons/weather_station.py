"""Letters from a weather station

A station sends one reading after another through a pipe and closes its end. The office reads
until there is nothing more to come: end of file.
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
    sending.close()  # the office's own copy: as long as it is open, more could come

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
