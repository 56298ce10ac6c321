"""Errands with receipts

A ProcessPoolExecutor gives a Future for each errand, a receipt on which the result will stand.
One of the errands fails, and its receipt says so.
"""

import time
from concurrent.futures import ProcessPoolExecutor, as_completed

ERRANDS = 5         # knob: 1..20 errands
FAILS = 3           # knob: 0..20 the one that fails (0: none)
WORKERS = 2         # knob: 1..6 workers


def run_errand(number):
    time.sleep(0.05 * (ERRANDS - number + 1))  # the first takes longest
    if number == FAILS:
        raise LookupError(f"errand {number}: the shop is shut")
    return f"errand {number} is done"


if __name__ == "__main__":
    with ProcessPoolExecutor(WORKERS) as office:
        receipts = [office.submit(run_errand, number) for number in range(1, ERRANDS + 1)]
        for receipt in as_completed(receipts):
            error = receipt.exception()
            print(f"main: {error if error else receipt.result()}", flush=True)
    print("main: leaving the block waited for all of them")
