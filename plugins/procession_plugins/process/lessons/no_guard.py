"""A recipe that starts the cook

What a file does when it is read, a child does again when it reads the file. Here the file starts
a child: under spawn and forkserver, that cannot end well.
"""

import sys
from multiprocessing import Process

POTATOES = 3        # knob: 1..9 potatoes to be peeled
HELPER = "Nora"     # knob: who peels them


def peel():
    for number in range(1, POTATOES + 1):
        print(f"{HELPER}: potato {number} is peeled", flush=True)


print(f"{__name__} reads the recipe", flush=True)
helper = Process(target=peel, name="helper")
helper.start()
helper.join()
print(f"{__name__}: the helper has exit code {helper.exitcode}", flush=True)
sys.exit(0)
