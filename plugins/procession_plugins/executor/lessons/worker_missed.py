"""The messenger who is missed

The same letters, delivered by an executor. When a messenger does not come back, everybody hears
of it at once.
"""

import os
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

LETTERS = 4         # knob: 1..12 letters to be delivered
DANGEROUS = 2       # knob: 0..12 the letter that ends its worker
WORKERS = 2         # knob: 1..4 workers


def deliver(letter):
    time.sleep(0.05)
    if letter == DANGEROUS:
        os._exit(1)  # no exception, no goodbye
    return f"letter {letter} is delivered"


if __name__ == "__main__":
    with ProcessPoolExecutor(WORKERS) as office:
        answers = [office.submit(deliver, letter) for letter in range(1, LETTERS + 1)]
        for letter, answer in enumerate(answers, 1):
            try:
                print(f"main: {answer.result()}", flush=True)
            except BrokenProcessPool:
                print(f"main: letter {letter} got no answer", flush=True)
    print("main: at least I know")
