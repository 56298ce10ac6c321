"""Callbacks of futures take their time, while main waits for an event."""

import threading
import time
from concurrent.futures import ProcessPoolExecutor


def sq(n):
    return n * n


def main():
    done = threading.Event()
    got = []
    ex = ProcessPoolExecutor(2)

    def cb(f):
        time.sleep(0.4)
        got.append(f.result())
        if len(got) == 5:
            done.set()

    for n in range(5):
        ex.submit(sq, n).add_done_callback(cb)
    done.wait()
    print(got)
    ex.shutdown()


if __name__ == "__main__":
    main()
