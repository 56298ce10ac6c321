"""Use and misuse of what processes synchronise with, each traceback printed whole.

Run by test_sync_transparency.py, bare and observed: the two outputs must be the same.
"""

import inspect
import multiprocessing as mp
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


def enter(thing):
    with thing:
        return repr(thing)


def inside(thing, function):
    with thing:
        return function()


def twice(thing):
    with thing, thing:
        return repr(thing)


def raised(error):
    raise error


def in_a_child(function, *args):
    child = mp.Process(target=show, args=("in a child", Call(function, args)))
    child.start()
    child.join()
    return child.exitcode


class Call:
    """A call that travels."""

    def __init__(self, function, args):
        self.function, self.args = function, args

    def __call__(self):
        return self.function(*self.args)


def let_go(lock):
    return lock.release()


def owned_by_nobody(lock):
    return lock.acquire(False), repr(lock), lock.release()


def rlocks():
    lock = mp.RLock()
    show("release unlocked", lock.release)
    show("twice", lambda: twice(lock))
    show("nested", lambda: (lock.acquire(), lock.acquire(), lock.release(), lock.release()))
    show("once too often", lambda: (lock.acquire(), lock.release(), lock.release()))
    show("released inside with", lambda: inside(lock, lock.release))
    with lock:
        show("released by a child", lambda: in_a_child(let_go, lock))
        show("not to be had", lambda: in_a_child(owned_by_nobody, lock))
        show("repr", lambda: repr(lock))
    show("to be had", lambda: in_a_child(owned_by_nobody, lock))
    show("bad timeout", lambda: lock.acquire(True, "x"))
    show("bad block", lambda: lock.acquire(raised))
    show("unknown argument", lambda: lock.acquire(wait=1))
    show("too many arguments", lambda: lock.acquire(1, 2, 3))
    show("release with argument", lambda: lock.release(1))
    show("pickle", lambda: pickle.dumps(lock))
    show("exit", lambda: lock.__exit__(None, None, None))


def semaphores():
    of_semaphore(mp.Semaphore(2))
    of_semaphore(mp.BoundedSemaphore(2))
    show("negative value", lambda: mp.Semaphore(-1))
    show("text value", lambda: mp.BoundedSemaphore("x"))


def of_semaphore(semaphore):
    show("twice", lambda: twice(semaphore))
    show("value", lambda: (semaphore.get_value(), repr(semaphore)))
    show("over", lambda: (semaphore.release(), semaphore.get_value()))
    show("over with", lambda: inside(semaphore, semaphore.release))
    show("exit", lambda: semaphore.__exit__(None, None, None))
    while semaphore.acquire(False):
        pass
    show("none left", lambda: semaphore.acquire(False))
    show("in time", lambda: semaphore.acquire(timeout=0.01))
    show("negative", lambda: semaphore.acquire(True, -5))
    show("interrupted", interrupted(semaphore.acquire))
    show("interrupted with", interrupted(lambda: enter(semaphore)))
    show("given by a child", lambda: in_a_child(let_go, semaphore))
    show("pickle", lambda: pickle.dumps(semaphore))


def conditions():
    of_condition(mp.Condition())
    of_condition(mp.Condition(mp.Lock()))
    of_condition(mp.Condition(mp.RLock()))


def of_condition(condition):
    show("wait unlocked", condition.wait)
    show("notify unlocked", condition.notify)
    show("notify_all unlocked", condition.notify_all)
    show("wait_for unlocked", lambda: condition.wait_for(int))
    show("true at once", lambda: condition.wait_for(lambda: 7))
    with condition:
        show("in time", lambda: condition.wait(0.01))
        show("never true", lambda: condition.wait_for(int, 0.02))
        show("notify none", condition.notify)
        show("notify three", lambda: condition.notify(3))
        show("notify what", lambda: condition.notify("x"))
        show("notify all", condition.notify_all)
        show("bad timeout", lambda: condition.wait("x"))
        show("predicate fails", lambda: condition.wait_for(lambda: 1 / 0))
        show("interrupted", interrupted(condition.wait))
        show("repr", lambda: repr(condition)[:30])
    show("release unlocked", condition.release)
    show(
        "interrupted wait_for",
        lambda: inside(condition, interrupted(lambda: condition.wait_for(int))),
    )
    show("acquired", lambda: (condition.acquire(), condition.release()))
    show("pickle", lambda: pickle.dumps(condition))
    show("woken", lambda: woken(condition))


def notify_soon(condition):
    with condition:
        condition.notify()


def woken(condition):
    child = mp.Process(target=notify_soon, args=(condition,))
    with condition:
        child.start()
        got = condition.wait()
    child.join()
    return got, child.exitcode


def events():
    event = mp.Event()
    show("in time", lambda: event.wait(0.01))
    show("interrupted", interrupted(event.wait))
    show("bad timeout", lambda: event.wait("x"))
    show("set", lambda: (event.set(), event.is_set(), event.wait(), event.wait(0)))
    show("repr", lambda: repr(event))
    show("clear", lambda: (event.clear(), event.is_set()))
    show("in a child", lambda: (in_a_child(set_it, event), event.is_set()))
    show("pickle", lambda: pickle.dumps(event))
    show("state", lambda: sorted(vars(event)))


def set_it(event):
    event.set()
    return event.is_set(), sorted(vars(event))


def barriers():
    barrier = mp.Barrier(2)
    show("alone", lambda: barrier.wait(0.01))
    show("broken", barrier.wait)
    show("state", lambda: (barrier.broken, barrier.n_waiting, barrier.parties))
    show("reset", lambda: (barrier.reset(), barrier.broken))
    show("abort", lambda: (barrier.abort(), barrier.broken, barrier.reset()))
    show("in a child", lambda: together(barrier))
    show("bad timeout", lambda: barrier.wait("x"))
    barrier.reset()
    show("interrupted", interrupted(barrier.wait))
    one = mp.Barrier(1, action=traceback.print_stack)
    show("action", one.wait)
    show("again", one.wait)
    bad = mp.Barrier(1, action=fail)
    show("action fails", bad.wait)
    show("after that", bad.wait)
    show("in except", lambda: in_except(one))
    show("no parties", lambda: mp.Barrier())
    show("pickle", lambda: pickle.dumps(barrier))
    threads = threading.Barrier(1, action=traceback.print_stack)
    show("of threads", threads.wait)


def fail():
    raise KeyError("action")


def in_except(barrier):
    try:
        raise ValueError("before")
    except ValueError:
        return barrier.wait()


def together(barrier):
    child = mp.Process(target=barrier.wait)
    child.start()
    index = barrier.wait()
    child.join()
    return index in (0, 1), child.exitcode


def looks():
    for owner in (
        mp.synchronize.SemLock,
        mp.synchronize.Lock,
        mp.synchronize.RLock,
        mp.synchronize.Semaphore,
        mp.synchronize.BoundedSemaphore,
        mp.synchronize.Condition,
        mp.synchronize.Event,
        mp.synchronize.Barrier,
        threading.Barrier,
    ):
        for name, held in sorted(vars(owner).items()):
            if callable(held) or isinstance(held, (staticmethod, property)):
                found = getattr(owner, name)
                try:
                    signature = str(inspect.signature(found))
                except (TypeError, ValueError) as error:
                    signature = str(error)
                print(owner.__name__, name, type(held).__name__, signature)
                if not isinstance(held, property):
                    print("   ", found.__module__, found.__qualname__, found.__doc__)
    for made in (mp.RLock(), mp.Semaphore(3), mp.BoundedSemaphore(4), mp.Condition()):
        print(made, type(made), inspect.signature(made.acquire), inspect.signature(made.release))


if __name__ == "__main__":
    mp.set_start_method(sys.argv[1])
    rlocks()
    semaphores()
    conditions()
    events()
    barriers()
    looks()
