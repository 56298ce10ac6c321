"""One after another, or all at once

Four errands, and each of them is mostly waiting. Either the next helper sets out when the one
before is back, or all of them set out together.
"""

import time
from multiprocessing import Process

ERRANDS = 4         # knob: 1..8 errands to be run
ERRAND_MS = 400     # knob: 0..1000 for each errand, in ms
TOGETHER = True     # knob: yes | no join only after all starts


def run_errand(number):
    time.sleep(ERRAND_MS / 1000)
    print(f"helper {number}: back", flush=True)


if __name__ == "__main__":
    began = time.perf_counter()
    helpers = []
    for number in range(1, ERRANDS + 1):
        helper = Process(target=run_errand, args=(number,), name=f"helper {number}")
        helper.start()
        if not TOGETHER:
            helper.join()  # nobody else sets out before this one is back
        helpers.append(helper)
    print("main: all have set out", flush=True)

    for helper in helpers:
        helper.join()
    print(f"main: {ERRANDS} errands took {time.perf_counter() - began:.1f} s")
