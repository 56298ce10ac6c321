"""The reading room

Many may read the newspaper at the same time; whoever writes it must be alone. Who goes first
when both wait: readers, writers, or whoever came first?
"""

import time
from multiprocessing import Barrier, Condition, Process, Value

FAVOURS = "readers" # knob: readers | writers first
READERS = 4         # knob: 1..8 readers
WRITERS = 2         # knob: 1..4 writers
READ_MS = 40        # knob: 0..300 for one reading, in ms


def read(room, readers, writing, queued, opening):
    opening.wait()
    for _ in range(4):
        with room:
            room.wait_for(
                lambda: not writing.value and (FAVOURS == "readers" or not queued.value)
            )
            readers.value += 1
        time.sleep(READ_MS / 1000)
        with room:
            readers.value -= 1
            room.notify_all()


def write(name, room, readers, writing, queued, opening):
    opening.wait()
    for edition in range(1, 3):
        with room:
            queued.value += 1
            room.wait_for(lambda: not writing.value and not readers.value)
            queued.value -= 1
            writing.value = True
        time.sleep(0.02)
        with room:
            writing.value = False
            room.notify_all()
        print(f"{name}: edition {edition} is out", flush=True)


if __name__ == "__main__":
    room = Condition()
    state = [Value("i", 0, lock=False) for _ in range(3)]  # readers, writing, writers who queue
    opening = Barrier(READERS + WRITERS)
    people = []
    for number in range(1, READERS + 1):
        arguments = (room, *state, opening)
        people.append(Process(target=read, args=arguments, name=f"reader {number}"))
    for number in range(1, WRITERS + 1):
        arguments = (f"writer {number}", room, *state, opening)
        people.append(Process(target=write, args=arguments, name=f"writer {number}"))
    for person in people:
        person.start()
    for person in people:
        person.join()
    print(f"main: {READERS * 4} readings, {WRITERS * 2} editions")
