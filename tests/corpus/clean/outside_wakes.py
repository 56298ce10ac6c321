"""What a process outside of multiprocessing says ends the wait of the others."""

import multiprocessing as mp
import subprocess
import sys


def listen(event):
    # The interpreter that is started here is no child of multiprocessing.
    code = "import time; time.sleep(1.2); print('go')"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    if told.stdout.strip() == b"go":
        event.set()


def main():
    event = mp.Event()
    child = mp.Process(target=listen, args=(event,), name="listener")
    child.start()
    event.wait()
    child.join()
    print("done")


if __name__ == "__main__":
    main()
