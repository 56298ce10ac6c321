"""Throwing darts at pi

Darts are thrown at a square at random. The share of them that lands in the quarter circle is a
quarter of pi. Throwing is work for many hands.
"""

import random
import time
from multiprocessing import Pool

DARTS = 200_000     # knob: 1000..3000000 darts in all
WORKERS = 2         # knob: 1..8 workers
PIECES = 8          # knob: 1..64 tasks that share them


def throw(task):
    seed, darts = task
    chance = random.Random(seed)  # every piece has its own dice: the same result every time
    return sum(chance.random() ** 2 + chance.random() ** 2 < 1 for _ in range(darts))


if __name__ == "__main__":
    share = DARTS // PIECES
    with Pool(WORKERS) as pool:
        began = time.perf_counter()
        inside = sum(pool.map(throw, [(piece, share) for piece in range(PIECES)], chunksize=1))
        took = time.perf_counter() - began
        pool.close()
        pool.join()
    thrown = share * PIECES
    print(f"{thrown} darts in {took:.2f} s: pi is about {4 * inside / thrown:.3f}")
