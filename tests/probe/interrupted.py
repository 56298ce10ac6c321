"""Interrupts itself again and again in the middle of locks and queues; run bare and observed.

Each interrupt comes from a timer once the last one was dealt with. Told are the files of the
probe whose frames stand in tracebacks, and whether an interrupt was swallowed.
"""

import gc
import multiprocessing as mp
import os
import random
import signal
import sys
import traceback
from functools import partial

TIMES = int(sys.argv[1])
seen: set[str] = set()
where: set[tuple[str, str]] = set()
raised = [0]
armed = [False]
caught = [0]


class Late(Exception):
    """What a handler raises: no KeyboardInterrupt, which nobody catches by accident."""


def handle(number, frame):
    if frame.f_code.co_name == "unmap":
        # A page's destructor: what is raised in any of those is ignored by Python.
        signal.setitimer(signal.ITIMER_REAL, 0.0001)
        return
    where.add((os.path.basename(frame.f_code.co_filename), frame.f_code.co_name))
    raised[0] += 1
    armed[0] = False
    raise Late if random.random() < 0.5 else KeyboardInterrupt


def interrupted(work):
    """Run `work` until it is interrupted."""
    try:
        armed[0] = True
        signal.setitimer(signal.ITIMER_REAL, random.uniform(0.00002, 0.0004))
        while armed[0]:  # until it was raised, be it swallowed or not
            work()
    except (KeyboardInterrupt, Late) as error:
        caught[0] += 1
        for found in traceback.extract_tb(error.__traceback__):
            seen.add(found.filename)


def is_free(lock):
    """Whether nobody holds it; gives it back when somebody does: bare code leaves it so too."""
    free = lock.acquire(False)
    lock.release()
    return free


def a_queue():
    """A queue whose thread runs already: starting one does not bear interrupts."""
    queue = mp.Queue()
    queue.put(1)
    queue.get()
    return queue


def there_and_back(queue):
    queue.put(1)
    queue.get()


def self_kept_errors():
    """How many exceptions only the garbage collector would have freed, with all their frames."""
    gc.set_debug(gc.DEBUG_SAVEALL)
    gc.collect()
    return sum(isinstance(held, BaseException) for held in gc.garbage)


def main():
    gc.disable()
    signal.signal(signal.SIGALRM, handle)
    lock, rlock, semaphore = mp.Lock(), mp.RLock(), mp.Semaphore(5)
    queue, simple = a_queue(), mp.SimpleQueue()
    condition, event = mp.Condition(), mp.Event()
    reader, writer = mp.Pipe(False)
    value = mp.Value("i", 0)
    taken = 0
    left = []

    def with_lock():
        with lock:
            pass

    def calls():
        if lock.acquire(False):
            lock.release()

    def others():
        with rlock, semaphore, condition:
            condition.notify()
        rlock.acquire(timeout=1)
        rlock.release()

    def events():
        event.set()
        event.is_set()
        event.clear()

    def values():
        with value.get_lock():
            value.value += 1

    def pipes():
        writer.send(1)
        reader.recv()

    for number in range(TIMES):
        interrupted(with_lock)
        taken += not is_free(lock)
        interrupted(calls)
        is_free(lock)
        if not number % 4:
            interrupted(events)
            event = mp.Event()
            interrupted(others)
            rlock, semaphore, condition = mp.RLock(), mp.Semaphore(5), mp.Condition()
            interrupted(values)
            value = mp.Value("i", 0)
            interrupted(pipes)
            reader, writer = mp.Pipe(False)
            interrupted(partial(there_and_back, simple))
            simple = mp.SimpleQueue()
        if not number % 16:
            interrupted(partial(there_and_back, queue))
            # Kept: one that goes waits for its thread, which may have been left without its lock.
            left.append(queue)
            queue = a_queue()
    if len(sys.argv) > 2:
        print("taken", taken)
        print(*sorted(os.path.basename(name) for name in seen))
        print(*sorted(where))
    print("ours", *sorted(name for name in seen if "procession" in name or "posixpath" in name))
    print("errors kept alive by themselves:", self_kept_errors())
    print("raised and caught" if raised == caught else f"swallowed: {raised} {caught}")
    sys.stdout.flush()
    # Queues at their end wait for their threads.
    os._exit(0)


main()
