"""Leaving before the answer

A question is given to a pool, and the asker leaves the room. Whoever leaves the with block of a
pool ends its workers.
"""

import time
from multiprocessing import Pool

THINK_MS = 500      # knob: 100..3000 to find the answer, in ms
WORKERS = 2         # knob: 1..4 workers


def think(question):
    time.sleep(THINK_MS / 1000)
    return f"{question} Forty-two."


if __name__ == "__main__":
    with Pool(WORKERS) as pool:
        answer = pool.apply_async(think, ("What is six by seven?",))
        answer.wait(0.2)  # a moment of patience
        print("main: I have asked", flush=True)
    print(f"main: {answer.get()}")
