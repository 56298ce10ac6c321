"""A worker crashes once; the program makes another executor and goes on."""

import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def work(path):
    if not os.path.exists(path):
        open(path, "w").close()
        os._exit(1)
    return "ok"


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as d:
        for _ in range(3):
            try:
                with ProcessPoolExecutor(1) as ex:
                    print(ex.submit(work, os.path.join(d, "x")).result())
                    break
            except BrokenProcessPool:
                print("again")
