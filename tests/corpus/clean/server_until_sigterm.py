"""A server: everybody waits until somebody outside says SIGTERM."""

import multiprocessing as mp
import os
import signal
import subprocess
import sys


def work(queue):
    while queue.get() is not None:
        pass


def main():
    stop, queue = mp.Semaphore(0), mp.Queue()
    child = mp.Process(target=work, args=(queue,), name="worker")
    child.start()
    signal.signal(signal.SIGTERM, lambda number, frame: stop.release())
    # Somebody else, whom nobody waits for.
    code = f"import os, time; time.sleep(1.5); os.kill({os.getpid()}, {signal.SIGTERM.value})"
    other = subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
    stop.acquire()
    queue.put(None)
    child.join()
    other.wait()
    print("done")


if __name__ == "__main__":
    main()
