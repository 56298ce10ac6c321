"""Start order, finish order

A few runners start one after the other. They need not finish in that order, and the main
program learns how a runner ended only when it asks.
"""

import os
import sys
import time
from multiprocessing import Process

RUNNERS = 3         # knob: 1..8 runners in the race
LAP_MS = 250        # knob: 0..1000 time for one lap, in ms
FASTEST = "last"    # knob: first | last | nobody has the fewest laps
JOIN = True         # knob: yes | no main joins every runner


def laps_of(number):
    if FASTEST == "first":
        return number
    if FASTEST == "last":
        return RUNNERS + 1 - number
    return 2


def run(number):
    print(f"runner {number}: off, as process {os.getpid()}", flush=True)
    time.sleep(laps_of(number) * LAP_MS / 1000)
    print(f"runner {number}: finished", flush=True)
    sys.exit(number)  # the exit code is all that a process leaves to its parent


if __name__ == "__main__":
    runners = []
    for number in range(1, RUNNERS + 1):
        runner = Process(target=run, args=(number,), name=f"runner {number}")
        runner.start()
        print(f"main: started runner {number}", flush=True)
        runners.append(runner)

    for runner in runners:
        if JOIN:
            runner.join()
        print(f"main: {runner.name} has exit code {runner.exitcode}", flush=True)
    print("main: last line", flush=True)
