"""Prints which objects of the program live on, and what pickles hold.

Run by test_transparency_looks.py, bare and observed: the two outputs must be the same.
"""

import gc
import multiprocessing as mp
import multiprocessing.context
import multiprocessing.pool
import pickletools
import re
import sys
import threading
import traceback
import weakref
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.reduction import ForkingPickler


class Thing:
    """Something of the program's own, to be seen dying."""

    def __reduce__(self):
        return (Thing, ())

    def __call__(self, *args):
        return Thing()


class Failure(Exception):
    pass


def fail(*args):
    raise Failure(1)


def echo(value):
    return value


def lives(what, ref):
    """Whether an object outlives its last reference, until the next collection at most."""
    at_once = ref() is None
    gc.collect()
    print(what, "freed at once" if at_once else "kept", ref() is None, flush=True)


def made_and_dropped(what, make):
    made = make()
    ref = weakref.ref(made)
    del made
    lives(what, ref)


class Here:
    """Pretends that a child is being spawned, so that locks and queues may be pickled."""

    def duplicate_for_child(self, fd):
        return fd

    DupFd = duplicate_for_child


def words_of(what, thing):
    mp.context.set_spawning_popen(Here())
    try:
        data = bytes(ForkingPickler.dumps(thing))
    except Exception as error:
        print(what, type(error).__name__, error)
        return
    finally:
        mp.context.set_spawning_popen(None)
    # Bytes: the key of this very program.
    found = [arg for _, arg, _ in pickletools.genops(data) if isinstance(arg, str)]
    print(what, re.sub(r"/mp-\w+|0x[0-9a-f]+|\d\d+", "X", " ".join(found)))


def calls():
    gc.disable()
    gc.collect()
    lock = mp.Lock()
    thing = Thing()
    ref = weakref.ref(thing)
    with lock:
        inside = thing
        del inside
    lock.acquire()
    lock.release()
    del thing
    lives("local around a lock", ref)
    thing = Thing()
    ref = weakref.ref(thing)
    queue = mp.SimpleQueue()
    queue.put(thing)
    del thing
    lives("item put", ref)
    got = queue.get()
    ref = weakref.ref(got)
    del got
    lives("item got", ref)
    queue = mp.Queue()
    thing = Thing()
    ref = weakref.ref(thing)
    queue.put(thing)
    del thing
    queue.get()
    queue.close()
    queue.join_thread()
    lives("item of a Queue", ref)
    thing = Thing()
    ref = weakref.ref(thing)
    child = mp.Process(target=thing, args=(thing,))
    child.start()
    child.join()
    del thing
    lives("target", ref)
    del child
    lives("target of a process that is gone", ref)


def pools():
    with mp.Pool(1) as pool:
        thing = Thing()
        ref = weakref.ref(thing)
        got = pool.apply(echo, (thing,))
        pool.apply(echo, (1,))
        pool.apply(echo, (2,))
        del thing
        lives("argument", ref)
        ref = weakref.ref(got)
        del got
        pool.apply(echo, (1,))
        lives("result", ref)
        result = pool.apply_async(echo, (Thing(),))
        result.wait()
        ref = weakref.ref(result)
        del result
        pool.apply(echo, (1,))
        lives("AsyncResult", ref)
        heard = []
        ref = weakref.ref(thing := Thing())
        pool.apply_async(echo, (1,), callback=thing).get()
        del thing
        pool.apply(echo, (1,))
        lives("callback", ref)
        for name in ("map", "imap", "imap_unordered"):
            ref = weakref.ref(thing := Thing())
            heard = list(getattr(pool, name)(echo, [thing, 1]))
            pool.apply(echo, (1,))
            del thing
            lives(name, ref)
            ref = weakref.ref(heard[0] if isinstance(heard[0], Thing) else heard[1])
            heard.clear()
            lives(f"result of {name}", ref)
        try:
            pool.apply(fail, (Thing(),))
        except Failure as error:
            ref = weakref.ref(error)
            print(len(traceback.format_exception(error)))
        pool.apply(echo, (1,))
        lives("failure", ref)
    ref = weakref.ref(pool)
    pool.join()
    del pool
    lives("Pool", ref)


def executors():
    with ProcessPoolExecutor(1) as executor:
        thing = Thing()
        ref = weakref.ref(thing)
        future = executor.submit(echo, thing)
        got = future.result()
        executor.submit(echo, 1).result()
        del thing
        lives("argument of submit", ref)
        refs = [weakref.ref(future), weakref.ref(got)]
        del future, got
        executor.submit(echo, 1).result()
        lives("future", refs[0])
        lives("its result", refs[1])


def failures():
    queue = mp.Queue()
    try:
        queue.get(timeout=0.001)
    except Exception as error:
        ref = weakref.ref(error)
    lives("Empty", ref)
    lock = mp.Lock()
    try:
        lock.release()
    except ValueError as error:
        trace = error.__traceback__
        print("context", error.__context__, error.__cause__, error.args)
    print("references", sys.getrefcount(trace))


MAKERS = {
    "Lock": mp.Lock,
    "RLock": mp.RLock,
    "Semaphore": mp.Semaphore,
    "BoundedSemaphore": mp.BoundedSemaphore,
    "Condition": mp.Condition,
    "Event": mp.Event,
    "Barrier": lambda: mp.Barrier(1),
    "Queue": mp.Queue,
    "JoinableQueue": mp.JoinableQueue,
    "SimpleQueue": mp.SimpleQueue,
    "Pipe": lambda: mp.Pipe()[0],
    "Value": lambda: mp.Value("i"),
    "Array": lambda: mp.Array("i", 3),
    "Process": mp.Process,
}


if __name__ == "__main__":
    mp.set_start_method(sys.argv[1])
    for name, maker in MAKERS.items():
        made_and_dropped(name, maker)
    for name, maker in MAKERS.items():
        words_of(name, maker())
    words_of("Process of a function", mp.Process(target=echo, args=(mp.Lock(), mp.Queue())))
    calls()
    pools()
    executors()
    failures()
    print(threading.active_count() > 0, len(gc.garbage))
