"""A letter box without frills

A SimpleQueue is a pipe with a lock at each end: put, get, empty, and nothing else. Several
write, one reads.
"""

import time
from multiprocessing import Process, SimpleQueue

WRITERS = 3         # knob: 1..6 who write letters
LETTERS = 4         # knob: 1..20 from each
WRITE_MS = 30       # knob: 0..300 for a letter, in ms


def write(number, box):
    for letter in range(1, LETTERS + 1):
        time.sleep(WRITE_MS / 1000)
        box.put((number, letter))  # written to the pipe before it returns
    box.put((number, None))


if __name__ == "__main__":
    box = SimpleQueue()
    writers = []
    for number in range(1, WRITERS + 1):
        writer = Process(target=write, args=(number, box), name=f"writer {number}")
        writer.start()
        writers.append(writer)

    still_writing = WRITERS
    while still_writing:
        number, letter = box.get()
        if letter is None:
            still_writing -= 1
        else:
            print(f"main: letter {letter} from writer {number}", flush=True)
    for writer in writers:
        writer.join()
    box.close()
    print("main: the box is empty")
