"""One counter, many writers

Several processes add to one number in shared memory. Adding takes three steps: read, add,
write. A lock keeps the three together.
"""

import time
from multiprocessing import Lock, Process, Value

WRITERS = 3         # knob: 1..8 processes that add
ADDS = 40           # knob: 1..200 additions by each
PAUSE_MS = 5.0      # knob: 0.0..20.0 from read to write, in ms
USE_LOCK = True     # knob: yes | no read and write under the lock


def add_one(counter):
    seen = counter.value
    time.sleep(PAUSE_MS / 1000)  # long enough for somebody else to come in between
    counter.value = seen + 1


def write(counter, lock):
    for _ in range(ADDS):
        if USE_LOCK:
            with lock:
                add_one(counter)
        else:
            add_one(counter)


if __name__ == "__main__":
    counter = Value("i", 0, lock=False)  # the bare number: the lock is up to us
    lock = Lock()

    writers = []
    for number in range(1, WRITERS + 1):
        writer = Process(target=write, args=(counter, lock), name=f"writer {number}")
        writer.start()
        writers.append(writer)
    for writer in writers:
        writer.join()

    expected = WRITERS * ADDS
    print(f"{WRITERS} writers added {ADDS} times each")
    print(f"expected {expected}, counted {counter.value}, lost {expected - counter.value}")
