"""Five ways to ask for the same

The same five letters are read aloud by the same two workers, asked in five ways: apply, map,
map_async, imap and imap_unordered. What differs is when the answers come, and in which order.
"""

import time
from multiprocessing import Pool

WORKERS = 2         # knob: 1..6 workers in the pool
LETTERS = 5         # knob: 2..12 letters to be read
SLOW_MS = 150       # knob: 0..500 for the first letter, in ms


def read_aloud(letter):
    time.sleep(SLOW_MS / 1000 if letter == 0 else 0.02)
    return f"letter {letter}"


if __name__ == "__main__":
    letters = range(LETTERS)
    with Pool(WORKERS) as pool:
        answers = [pool.apply(read_aloud, (letter,)) for letter in letters]
        print(f"apply: waits for each before it asks for the next: {answers[0]} first")

        answers = pool.map(read_aloud, letters, chunksize=1)
        print(f"map: waits for all, then has a list: {answers[0]} first")

        promise = pool.map_async(read_aloud, letters, chunksize=1)
        print(f"map_async: comes back at once, ready: {promise.ready()}")
        print(f"map_async: get() has the list: {promise.get()[0]} first")

        for answer in pool.imap(read_aloud, letters):
            print(f"imap: one by one, in the order asked: {answer}")
        for answer in pool.imap_unordered(read_aloud, letters):
            print(f"imap_unordered: one by one, as they come: {answer}")
