"""Prints all that a program can see of its surroundings, and a few tracebacks.

Run by test_mutants.py, bare and observed: the two outputs must be the same.
"""

import multiprocessing as mp
import os
import signal
import sys
import threading
import traceback
import warnings


def look():
    print(*sorted(os.environ.items()), sys.path, sys.argv, sys.flags, sep="\n")
    print(sorted(sys.path_importer_cache), sys.warnoptions, warnings.filters)
    files = {name: getattr(held, "__file__", None) or "" for name, held in sys.modules.items()}
    print(sorted(name for name, file in files.items() if file.endswith(".py")))
    print(threading.active_count(), sys.getrecursionlimit(), sys.getswitchinterval())
    if os.path.isdir("/proc/self/fd"):
        print(len(os.listdir("/proc/self/fd")), len(os.listdir("/proc/self/task")))
    print([signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)])
    print(sys.excepthook, sys.unraisablehook, sys.displayhook, sys.gettrace(), sys.getprofile())
    traceback.print_stack(file=sys.stdout)
    sys.stdout.flush()


def fail(*args):
    raise KeyError(*args)


def show(function, *args):
    try:
        print(function(*args))
    except Exception:
        traceback.print_exc(file=sys.stdout)


if __name__ == "__main__":
    look()
    lock, queue = mp.Lock(), mp.Queue()
    show(lock.release)
    show(queue.get_nowait)
    show(queue.put, 1, True, "x")
    child = mp.Process(target=look)
    child.start()
    child.join()
    show(child.start)
    broken = mp.Process(target=fail, args=(1,))
    broken.start()
    broken.join()
    print(child.exitcode, broken.exitcode)
    with mp.Pool(1) as pool:
        pool.apply(look)
        show(pool.apply, fail, (1,))
    fail(2)
