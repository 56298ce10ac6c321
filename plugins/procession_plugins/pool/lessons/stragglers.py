"""Everybody waits for the last one

Six small jobs and two large ones, for two workers. How long the whole takes depends on who gets the
large ones: both the same worker, or one each.
"""

import time
from multiprocessing import Pool

CHUNK = 2           # knob: 1..4 jobs handed out together
LARGE_MS = 300      # knob: 0..1000 for a large job, in ms
SMALL_MS = 50       # knob: 0..300 for a small one, in ms
FIRST = False       # knob: yes | no large jobs come first


def dig(job):
    size, milliseconds = job
    time.sleep(milliseconds / 1000)
    return size


if __name__ == "__main__":
    jobs = [("small", SMALL_MS)] * 6 + [("large", LARGE_MS)] * 2
    if FIRST:
        jobs.reverse()
    with Pool(2) as pool:
        pool.map(dig, [("warm up", 0)] * 2, chunksize=1)
        began = time.perf_counter()
        done = pool.map(dig, jobs, chunksize=CHUNK)
        took = 1000 * (time.perf_counter() - began)
        pool.close()
        pool.join()
    print(f"{len(done)} holes were dug in {took:.0f} ms")
