"""Three ways to be born

The same child, started in every way that this machine knows. Main has put jars on a shelf
before: which of the children find them there?
"""

import sys
import time
from multiprocessing import get_all_start_methods, get_context

JARS = 2            # knob: 1..9 jars that main puts up
CHILDREN = 1        # knob: 1..4 children for each method

shelf = []


def look(method, began):
    took = 1000 * (time.time() - began)
    print(f"{method} child: here after {took:.0f} ms, {len(shelf)} jars on the shelf", flush=True)
    sys.exit(len(shelf))  # the exit code carries the number home


if __name__ == "__main__":
    shelf += ["jam"] * JARS
    print(f"main: put {JARS} jars on the shelf", flush=True)

    for method in get_all_start_methods():
        context = get_context(method)  # everything that multiprocessing has, started this way
        for number in range(1, CHILDREN + 1):
            arguments = (method, time.time())
            child = context.Process(target=look, args=arguments, name=f"{method} {number}")
            child.start()
            child.join()
            print(f"main: {child.name} found {child.exitcode}", flush=True)
