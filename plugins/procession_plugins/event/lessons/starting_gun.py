"""The starting gun

Runners come to the line one by one. Nobody runs before the gun, and then all of them do: an Event,
set once, seen by everybody.
"""

import time
from multiprocessing import Event, Process, Semaphore

RUNNERS = 4         # knob: 1..8 runners
FALSE_START = False # knob: yes | no the gun goes off too early
RUN_MS = 50         # knob: 0..500 for the track, in ms


def run(number, ready, gun):
    ready.release()  # at the line
    gun.wait()
    time.sleep(RUN_MS / 1000)
    print(f"runner {number}: home", flush=True)


if __name__ == "__main__":
    gun = Event()
    ready = Semaphore(0)
    if FALSE_START:
        gun.set()
    runners = []
    for number in range(1, RUNNERS + 1):
        runner = Process(target=run, args=(number, ready, gun), name=f"runner {number}")
        runner.start()
        runners.append(runner)
    for _ in runners:
        ready.acquire()
    print(f"main: all at the line, is_set: {gun.is_set()}", flush=True)
    gun.set()
    for runner in runners:
        runner.join()
    print("main: a fine race")
