"""How many eggs in one basket

Carrying costs, whatever is carried. map() therefore packs several items into one delivery: a chunk.
How large should it be?
"""

import time
from multiprocessing import Pool

EGGS = 60           # knob: 10..2000 eggs to be painted
CHUNK = 15          # knob: 1..500 eggs in one basket
WORKERS = 2         # knob: 1..6 workers
PAINT_MS = 2.0      # knob: 0.0..20.0 for one egg, in ms


def paint(egg):
    time.sleep(PAINT_MS / 1000)
    return egg


if __name__ == "__main__":
    with Pool(WORKERS) as pool:
        pool.map(paint, range(WORKERS))  # everybody is awake before the clock starts
        began = time.perf_counter()
        painted = pool.map(paint, range(EGGS), chunksize=CHUNK)
        took = 1000 * (time.perf_counter() - began)
        pool.close()
        pool.join()
    print(f"{len(painted)} eggs in baskets of {CHUNK}: {took:.0f} ms")
