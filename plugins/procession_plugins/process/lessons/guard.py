"""A recipe that waits to be used

The same recipe with the one line that makes it safe to read: a child that reads the file learns
the functions, and starts nobody.
"""

import sys
from multiprocessing import Process

POTATOES = 3        # knob: 1..9 potatoes to be peeled
HELPER = "Nora"     # knob: who peels them


def peel():
    for number in range(1, POTATOES + 1):
        print(f"{HELPER}: potato {number} is peeled", flush=True)


if __name__ == "__main__":
    print(f"{__name__} reads the recipe", flush=True)
    helper = Process(target=peel, name="helper")
    helper.start()
    helper.join()
    print(f"{__name__}: the helper has exit code {helper.exitcode}", flush=True)
    sys.exit(0)
