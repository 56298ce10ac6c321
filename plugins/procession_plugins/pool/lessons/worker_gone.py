"""The messenger who never came back

A worker of a pool ends in the middle of a task, as after a crash in a library or when the
system runs out of memory. The pool hires another one. But the task?
"""

import os
import time
from multiprocessing import Pool

LETTERS = 4         # knob: 1..12 letters to be delivered
DANGEROUS = 2       # knob: 0..12 the letter that ends its worker
WORKERS = 2         # knob: 1..4 workers


def deliver(letter):
    time.sleep(0.05)
    if letter == DANGEROUS:
        os._exit(1)  # no exception, no goodbye
    return f"letter {letter} is delivered"


if __name__ == "__main__":
    with Pool(WORKERS) as pool:
        answers = [pool.apply_async(deliver, (letter,)) for letter in range(1, LETTERS + 1)]
        for answer in answers:
            print(f"main: {answer.get()}", flush=True)
    print("main: all is delivered")
