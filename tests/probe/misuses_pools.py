"""Misuses of pools, executors and managers, each traceback printed whole; then their looks.

Run by test_pools_transparency.py, bare and observed: the two outputs must be the same.
"""

import concurrent.futures
import concurrent.futures.process
import dataclasses
import inspect
import multiprocessing as mp
import multiprocessing.managers
import multiprocessing.pool
import os
import pickle
import sys
import threading
import time
import traceback
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.pool import ThreadPool

from misuses import fail, interrupted, nothing, show, unpicklable


class Stubborn(Exception):
    """Cannot be made again from its arguments."""

    def __init__(self, one, two):
        super().__init__(one)


class Late:
    """Waits for a callback before it cannot be pickled."""

    callback_is_there = threading.Event()

    def __reduce__(self):
        self.callback_is_there.wait()
        raise TypeError("does not travel")


LATE = Late()


def fail_late():
    time.sleep(0.2)
    fail(3)


@dataclasses.dataclass(frozen=True)
class Frozen(Exception):
    """Lets nobody assign to its attributes."""

    why: str

    def __reduce__(self):
        return Frozen, (self.why,)


def raise_frozen(*args):
    raise Frozen("it is cold")


def raise_stubborn():
    raise Stubborn(1, 2)


def raise_stop():
    raise StopIteration(7)


def raise_late(*args):
    raise mp.TimeoutError("the task's own")


def stack(*args):
    """How deep the task stands, and on what."""
    return [(frame.name, os.path.basename(frame.filename)) for frame in traceback.extract_stack()]


def stack_in_callback(got):
    def hear(value):
        got.append((threading.current_thread().name, stack()))
        if isinstance(value, concurrent.futures.Future):
            value.heard = True

    return hear


def die():
    os._exit(3)


def raising_items():
    yield 1
    raise LookupError("no more items")


def pool_of(made):
    print(made.__name__)
    with made(2) as pool:
        show("starmap", lambda: pool.starmap(pow, [(2, 3), (3, 2)]))
        show("starmap wrong", lambda: pool.starmap(pow, [(2,)]))
        show("starmap_async", lambda: pool.starmap_async(pow, [(2, 3)]).get(5))
        show("map_async", lambda: pool.map_async(fail, [1, 2]).get(5))
        show("imap chunks", lambda: list(pool.imap(abs, range(7), 3)))
        show("imap fails", lambda: list(pool.imap(fail, [1], 2)))
        show("unordered chunks", lambda: sorted(pool.imap_unordered(abs, range(7), 3)))
        show("bad chunk", lambda: pool.imap(abs, [], 0))
        show("iterable raises", lambda: list(pool.imap(abs, raising_items())))
        show("stop", lambda: pool.imap(nothing, [1]).next(5))
        show("its own stop", lambda: pool.apply(raise_stop))
        show("its own timeout", lambda: pool.apply(raise_late))
        show("its own timeout next", lambda: pool.imap(raise_late, [1]).next(5))
        show("next late", lambda: pool.imap(time.sleep, [0.3]).next(timeout=0.01))
        show("next late, by place", lambda: pool.imap(time.sleep, [0.3]).next(0.01))
        show("unexpected", lambda: pool.imap(time.sleep, [0]).next(when=1))
        result = pool.apply_async(time.sleep, (0.3,))
        show("states", lambda: (result.ready(), result.wait(0.01), result.ready()))
        show("successful early", result.successful)
        show("in time", lambda: (result.wait(5), result.ready(), result.successful()))
        show("bad timeout", lambda: pool.apply_async(time.sleep, (0.2,)).get("x"))
        show("interrupted", interrupted(lambda: pool.apply_async(time.sleep, (0.4,)).get()))
        show("interrupted next", interrupted(lambda: pool.imap(time.sleep, [0.4]).next()))
        show("stack", lambda: pool.apply(stack))
        heard = []
        hear = stack_in_callback(heard)
        show("callback", lambda: pool.apply_async(abs, (1,), callback=hear).get(5))
        show("error callback", lambda: pool.map_async(fail, [1], error_callback=hear).get(5))
        show("heard", lambda: [stack for _, stack in heard])
        if made is ThreadPool:
            show("frozen", lambda: pool.apply(raise_frozen))
        else:
            show("argument", lambda: pool.map(nothing, [unpicklable(1)]))
            show("result", lambda: pool.map(unpicklable, [1]))
        pool.close()
        show("closed", lambda: pool.map(abs, [1]))
        pool.join()
        show("repr", lambda: str(pool)[:46])
    for arguments in ({"processes": 0}, {"initializer": 3}):
        show(str(arguments), lambda arguments=arguments: made(**arguments))


def pools():
    pool_of(mp.Pool)
    pool_of(ThreadPool)
    show("tasks per child", lambda: mp.Pool(1, maxtasksperchild=0))
    show("nobody", lambda: mp.Pool(1, None))
    show("unexpected", lambda: mp.Pool(workers=1))
    with mp.Pool(1, os.write, (1, b"started\n"), 1) as pool:
        show("renewed", lambda: pool.map(abs, [1, 2, 3], 1))


def no_more_results():
    pool = mp.Pool(1)
    show("cannot be made again", lambda: pool.apply_async(raise_stubborn).get(0.5))
    show("no more", lambda: pool.apply_async(abs, (1,)).get(0.5))
    # Without its thread for results a pool never ends.
    os._exit(5)


def executors():
    with ProcessPoolExecutor(2) as executor:
        show("map", lambda: list(executor.map(pow, [2, 3], [3, 2], chunksize=2)))
        show("map fails", lambda: list(executor.map(fail, [1, 2])))
        show("map late", lambda: list(executor.map(time.sleep, [0.3], timeout=0.01)))
        show("bad chunk", lambda: executor.map(abs, [1], chunksize=0))
        show("fails", lambda: executor.submit(fail, 1).result())
        frozen = concurrent.futures.Future()
        frozen.set_exception(Frozen("held"))
        show("frozen held", frozen.result)
        show("failed", lambda: executor.submit(fail, 1).exception(timeout=5))
        show("argument", lambda: executor.submit(unpicklable(1)).result())
        show("result", lambda: executor.submit(unpicklable, 1).result())
        show("late", lambda: executor.submit(time.sleep, 0.3).result(0.01))
        show("late", lambda: executor.submit(time.sleep, 0.3).exception(timeout=0.01))
        show("its own timeout", lambda: executor.submit(raise_late).result())
        show("interrupted", interrupted(lambda: executor.submit(time.sleep, 0.4).result()))
        show("stack", lambda: executor.submit(stack).result())
        show("not to be called", executor.submit)
        twice = executor.submit(fail, 2)
        show("once", twice.result)
        show("twice", twice.result)
        done = executor.submit(abs, -1)
        done.result()
        show("cancel late", done.cancel)
        heard = []
        waiting = [executor.submit(time.sleep, 0.1) for _ in range(9)]
        hear = stack_in_callback(heard)
        waiting[-1].add_done_callback(hear)
        show("cancel", waiting[-1].cancel)
        show("heard", heard.pop)
        show("cancelled", waiting[-1].result)
        show("wait", lambda: len(concurrent.futures.wait(waiting[:2], timeout=5).done))
        show("wait late", lambda: len(wait_late(executor).done))
        show("completed", lambda: len(list(concurrent.futures.as_completed(waiting))))
        show("completed late", lambda: completed_late(executor))
        for late in (lambda: executor.submit(fail_late), lambda: executor.submit(nothing, LATE)):
            future = late()
            future.add_done_callback(hear)
            if len(heard) == 1:
                LATE.callback_is_there.set()
            settled(future)
            show("heard", lambda: heard[-1])
    show("after shutdown", lambda: executor.submit(abs, 1))
    show("shutdown twice", executor.shutdown)
    broken = ProcessPoolExecutor(1)
    show("broken", broken.submit(die).result)
    show("still broken", lambda: broken.submit(abs, 1))
    broken.shutdown()
    stubborn = ProcessPoolExecutor(1)
    show("cannot be made again", stubborn.submit(raise_stubborn).result)
    stubborn.shutdown()
    dropped = ProcessPoolExecutor(1)
    futures = [dropped.submit(time.sleep, 0.1) for _ in range(6)]
    dropped.shutdown(wait=False, cancel_futures=True)
    show("dropped", lambda: futures[-1].result(5))
    show("no workers", lambda: ProcessPoolExecutor(0))
    show("no callable", lambda: ProcessPoolExecutor(initializer=3))
    show("unexpected", lambda: ProcessPoolExecutor(worker=3))
    show("too many", lambda: ProcessPoolExecutor(1, None, None, (), 3))
    show("fork", lambda: ProcessPoolExecutor(1, mp.get_context("fork"), max_tasks_per_child=1))
    with ProcessPoolExecutor(1, mp.get_context("spawn"), max_tasks_per_child=1) as renewed:
        show("renewed", lambda: list(renewed.map(abs, [1, 2])))
    failing = ProcessPoolExecutor(1, initializer=fail, initargs=(1,))
    show("initializer", failing.submit(abs, 1).result)
    failing.shutdown()


def settled(future):
    """Wait for a future's callbacks, which come after its result."""
    concurrent.futures.wait([future])
    while not getattr(future, "heard", False):
        time.sleep(0.001)


def wait_late(executor):
    return concurrent.futures.wait([executor.submit(time.sleep, 0.2)], timeout=0.01)


def completed_late(executor):
    return list(concurrent.futures.as_completed([executor.submit(time.sleep, 0.2)], timeout=0.01))


class Mathematics:
    def half(self, number):
        return number / 2

    def quarrel(self):
        raise RuntimeError("no")

    def secret(self):
        return unpicklable(1)


class Own(multiprocessing.managers.BaseManager):
    pass


Own.register("Mathematics", Mathematics)


def managers():
    with mp.Manager() as manager:
        shared, listed, lock = manager.dict(), manager.list([1]), manager.Lock()
        show("missing", lambda: shared["nothing"])
        show("index", lambda: listed[7])
        show("not there", lambda: listed.nothing)
        show("printed", lambda: (str(shared), str(listed), len(listed), list(listed)))
        show("released", lock.release)
        show("held", lambda: (lock.acquire(), lock.acquire(False), lock.release()))
        show("queue", lambda: manager.Queue().get(timeout=0.01))
        show("namespace", lambda: manager.Namespace(x=1).y)
        show("event", lambda: manager.Event().wait(0.01))
        show("barrier", lambda: manager.Barrier(2).wait(0.01))
        show("value", lambda: manager.Value("i", 3).value)
        show("iterated", lambda: sorted(manager.dict(a=1, b=2)))
        show("wrong", lambda: manager.Barrier())
        show("argument", lambda: listed.append(unpicklable(1)))
        show("nested", lambda: (shared.update(inner=listed), str(shared["inner"])))
        show("pool", lambda: manager.Pool(1).map(abs, [-1]))
        show("pool fails", lambda: manager.Pool(1).apply_async(fail, (1,)).get())
        pickled = pickle.dumps(listed, 2)
        show("pickled", lambda: b"procession" in pickled)
        child = mp.Process(target=nothing, args=(shared,))
        child.start()
        child.join()
        show("start twice", manager.start)
    show("after the end", lambda: str(type(manager.dict)))
    with Own() as own:
        mathematics = own.Mathematics()
        show("half", lambda: mathematics.half(3))
        show("quarrel", mathematics.quarrel)
        show("secret", mathematics.secret)
        show("too many", lambda: mathematics.half(1, 2))
        show("not registered", lambda: own.dict())
    show("not started", lambda: Own().Mathematics())
    show("nobody there", lambda: Own(address="/nowhere/at/all").connect())
    show("unexpected", lambda: Own(where=1))


def looks():
    for owner in (
        mp.pool.ThreadPool,
        mp.pool.AsyncResult,
        mp.pool.IMapUnorderedIterator,
        ProcessPoolExecutor,
        concurrent.futures.Future,
        concurrent.futures.process._ExecutorManagerThread,
        mp.managers.BaseManager,
        mp.managers.SyncManager,
        mp.managers.BaseProxy,
        mp.managers.DictProxy,
    ):
        print(owner, inspect.signature(owner))
        for name, held in sorted(vars(owner).items()):
            if callable(held) or isinstance(held, staticmethod):
                found = getattr(owner, name)
                try:
                    signature = str(inspect.signature(found))
                except (TypeError, ValueError) as error:
                    signature = str(error)
                print(owner.__name__, name, type(held).__name__, signature)
                print("   ", found.__module__, found.__qualname__, found.__doc__)


if __name__ == "__main__":
    mp.set_start_method(sys.argv[1])
    {"pools": pools, "broken": no_more_results, "executors": executors}.get(
        sys.argv[2], managers if sys.argv[2] == "managers" else looks
    )()
