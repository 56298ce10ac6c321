"""The tasks of a random program: each tells who worked on it, and when."""

import os
import time
from concurrent.futures import ProcessPoolExecutor

now = time.perf_counter_ns


def square(number):
    begun = now()
    return number * number, os.getpid(), begun, now()


def add(first, second):
    return square(first + second)


def fail(number):
    raise ArithmeticError(number, os.getpid())


def run_pool(mp, jobs, log, maxtasksperchild):
    with mp.Pool(2, maxtasksperchild=maxtasksperchild) as pool:
        for what, *rest in jobs:
            submitted = now()
            done = POOL[what](pool, *rest)
            log.jobs.append({"by": "pool", "what": what, "submitted": submitted, **done})
        pool.close()
        pool.join()


def mapped(function, results, chunk, **more):
    """Every chunk's results; of each item what its worker told."""
    chunks = [results[at : at + chunk] for at in range(0, len(results), chunk)]
    return {"function": function, "outcome": "ok", "read": True, "chunks": chunks, **more}


def map_(pool, count, chunk):
    return mapped("square", pool.map(square, range(count), chunk), chunk)


def starmap(pool, count, chunk):
    return mapped("add", pool.starmap(add, [(n, n) for n in range(count)], chunk), chunk)


def imap(pool, count, chunk):
    return mapped("square", list(pool.imap(square, range(count), chunk)), chunk)


def imap_unordered(pool, count):
    results = sorted(pool.imap_unordered(square, range(count)))
    return mapped("square", results, 1)


def apply(pool, number):
    return mapped("square", [pool.apply(square, (number,))], 1)


def apply_async(pool, number):
    return mapped("square", [pool.apply_async(square, (number,)).get()], 1)


def failed(pool, number):
    result = pool.apply_async(fail, (number,))
    try:
        result.get()
    except ArithmeticError as error:
        return {"function": "fail", "outcome": "error", "read": True, "worker": error.args[1]}
    raise AssertionError


def unread(pool, number):
    pool.apply_async(fail, (number,)).wait()
    return {"function": "fail", "outcome": "error", "read": False}


POOL = {
    "map": map_,
    "starmap": starmap,
    "imap": imap,
    "imap_unordered": imap_unordered,
    "apply": apply,
    "async": apply_async,
    "failed": failed,
    "unread": unread,
}


def run_executor(mp, jobs, log):
    with ProcessPoolExecutor(2, mp) as executor:
        for what, *rest in jobs:
            submitted = now()
            done = EXECUTOR[what](executor, *rest)
            log.jobs.append({"by": "executor", "what": what, "submitted": submitted, **done})


def executor_map(executor, count, chunk):
    return mapped("square", list(executor.map(square, range(count), chunksize=chunk)), chunk)


def submit(executor, number):
    return mapped("square", [executor.submit(square, number).result()], 1)


def failed_future(executor, number):
    error = executor.submit(fail, number).exception()
    return {"function": "fail", "outcome": "error", "read": True, "worker": error.args[1]}


def unread_future(executor, number):
    executor.submit(fail, number)
    return {"function": "fail", "outcome": "error", "read": False}


def cancel(executor, number):
    """Whether it was in time is luck; the log says which."""
    future = executor.submit(square, number)
    if future.cancel():
        return {"function": "square", "outcome": "cancelled", "read": False}
    return mapped("square", [future.result()], 1)


EXECUTOR = {
    "map": executor_map,
    "submit": submit,
    "failed": failed_future,
    "unread": unread_future,
    "cancel": cancel,
}
