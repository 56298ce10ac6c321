"""Misuses of the primitives, each traceback printed whole; then what they look like.

Run by test_transparency.py, bare and observed: the two outputs must be the same.
"""

import inspect
import multiprocessing as mp
import multiprocessing.pool
import multiprocessing.queues
import multiprocessing.synchronize
import os
import pickle
import signal
import sys
import threading
import traceback


def show(what, function):
    try:
        print(what, "->", repr(function()))
    except BaseException:
        print(what)
        traceback.print_exc(file=sys.stdout)
    sys.stdout.flush()


def nothing(*args):
    return args


def fail(value):
    raise KeyError(value)


def unpicklable(value):
    return lambda: value


def interrupted(function):
    """Call something that blocks, with a Ctrl-C on the way."""

    def call():
        timer = threading.Timer(0.15, os.kill, (os.getpid(), signal.SIGINT))
        timer.start()
        try:
            return function()
        finally:
            timer.join()

    return call


def enter_and_release(lock):
    with lock:
        lock.release()


def enter(lock):
    with lock:
        pass


def let_go(lock):
    lock.release()


def released_by_a_child(lock):
    with lock:
        child = mp.Process(target=let_go, args=(lock,))
        child.start()
        child.join()


def locks():
    lock = mp.Lock()
    show("release unlocked", lock.release)
    show("release inside with", lambda: enter_and_release(lock))
    show("released elsewhere", lambda: released_by_a_child(lock))
    lock.acquire()
    show("interrupted with", interrupted(lambda: enter(lock)))
    show("interrupted acquire", interrupted(lock.acquire))
    show("bad timeout", lambda: lock.acquire(True, "x"))
    show("not to be had", lambda: (lock.acquire(False), lock.acquire(True, -1)))
    show("in time", lambda: lock.acquire(timeout=0.01))
    show("pickle", lambda: pickle.dumps(lock))
    lock.release()
    show("positional", lambda: (lock.acquire(True, None), lock.release()))


def queues():
    queue, joinable = mp.Queue(1), mp.JoinableQueue()
    show("interrupted get", interrupted(queue.get))
    show("empty in time", lambda: queue.get(timeout=0.01))
    show("empty now", queue.get_nowait)
    queue.put(1)
    show("full in time", lambda: queue.put(2, timeout=0.01))
    show("full now", lambda: queue.put_nowait(2))
    show("interrupted put", interrupted(lambda: queue.put(3)))
    show("too many", joinable.task_done)
    show("pickle", lambda: pickle.dumps(queue))
    show("bad timeout", lambda: queue.get(True, "x"))
    show("join_thread early", queue.join_thread)
    queue.close()
    show("closed put", lambda: queue.put(1))
    show("closed get", queue.get)
    queue.join_thread()
    bad = mp.Queue()
    bad.put(unpicklable(1))
    bad.close()
    bad.join_thread()


def processes():
    process = mp.Process(target=nothing)
    show("join early", process.join)
    show("terminate early", process.terminate)
    process.start()
    show("start twice", process.start)
    show("daemon late", lambda: setattr(process, "daemon", True))
    process.join()
    process.close()
    show("join closed", process.join)
    show("local target", mp.get_context("spawn").Process(target=unpicklable(1)).start)
    broken = mp.Process(target=fail, args=(1,))
    broken.start()
    broken.join()
    print(broken.exitcode)


def pools():
    with mp.Pool(1) as pool:
        show("apply", lambda: pool.apply(fail, (1,)))
        show("map", lambda: pool.map(fail, [1, 2]))
        show("imap", lambda: list(pool.imap(fail, [1, 2])))
        show("unordered", lambda: list(pool.imap_unordered(fail, [1])))
        show("result cannot travel", lambda: pool.apply(unpicklable, (1,)))
        show("argument cannot travel", lambda: pool.apply(nothing, (unpicklable(1),)))
        show("late", lambda: pool.apply_async(signal.pause).get(timeout=0.01))
        show("early join", pool.join)
        show("no more", lambda: pool.imap(nothing, []).next())
        show("not ready", lambda: pool.apply_async(signal.pause).successful())
    show("closed", lambda: pool.apply(nothing))
    show("pickle", lambda: pickle.dumps(pool))
    show("workers", lambda: mp.Pool(0))


def looks():
    for owner in (
        mp.synchronize.SemLock,
        mp.synchronize.Lock,
        mp.queues.Queue,
        mp.queues.JoinableQueue,
        mp.queues.SimpleQueue,
        mp.pool.Pool,
        mp.pool.AsyncResult,
        mp.pool.MapResult,
        mp.pool.IMapIterator,
        mp.process.BaseProcess,
    ):
        for name, held in sorted(vars(owner).items()):
            if callable(held) or isinstance(held, staticmethod):
                found = getattr(owner, name)
                try:
                    signature = str(inspect.signature(found))
                except (TypeError, ValueError) as error:
                    signature = str(error)
                print(owner.__name__, name, type(held).__name__, signature)
                print("   ", found.__module__, found.__qualname__, found.__doc__)
    lock = mp.Lock()
    print(inspect.signature(lock.acquire), inspect.signature(lock.release))
    print(lock, type(lock), isinstance(lock, mp.synchronize.Lock), mp.Queue, mp.Lock)


if __name__ == "__main__":
    mp.set_start_method(sys.argv[1])
    locks()
    queues()
    processes()
    pools()
    looks()
