"""Plays a program that was made up at random, and keeps a log of what it did itself.

usage: player.py PLAN.json LOG_FOLDER

The plan is data (see plans.py): what each process does, step by step. Every process writes its own
log when it has ended: how often what succeeded, and which items it put and took, in order.
"""

import json
import multiprocessing as mp
import os
import queue as queues
import sys
from collections import Counter


class Log:
    """What one process did, as the program itself saw it."""

    def __init__(self, folder, name):
        self.path = os.path.join(folder, f"{name}.json")
        self.name = name
        self.counts = Counter()
        self.put = {}
        self.got = {}

    def add(self, thing, what, times=1):
        self.counts[f"{thing} {what}"] += times

    def write(self):
        told = {"name": self.name, "pid": os.getpid(), "counts": self.counts}
        told |= {"put": self.put, "got": self.got}
        with open(self.path, "w", encoding="utf-8") as file:
            json.dump(told, file)


def make(plan):
    """All primitives of the program; what tells one from another in the recording is its name."""
    lock = mp.Lock()
    rlock = mp.RLock()
    semaphore = mp.Semaphore(2)
    bounded = mp.BoundedSemaphore(2)
    taken = mp.Lock()
    condition = mp.Condition()
    event = mp.Event()
    bounded_queue = mp.Queue(plan["maxsize"])
    queue = mp.Queue()
    joinable = mp.JoinableQueue()
    simple = mp.SimpleQueue()
    empty = mp.Queue()
    everybody = mp.Barrier(len(plan["children"]))
    return {name: thing for name, thing in locals().items() if name != "plan"}


def play(steps, things, log, connection):
    for step in steps:
        what, *rest = step
        STEPS[what](things, log, connection, *rest)


def with_(things, log, connection, name):
    with things[name]:
        log.add(name, "acquires")
    log.add(name, "releases")


def acquire(things, log, connection, name):
    things[name].acquire()
    log.add(name, "acquires")
    things[name].release()
    log.add(name, "releases")


def try_(things, log, connection, name, timeout):
    got = things[name].acquire(False) if timeout is None else things[name].acquire(timeout=timeout)
    if got:
        log.add(name, "acquires")
        things[name].release()
        log.add(name, "releases")


def nested(things, log, connection, depth):
    if depth:
        with things["rlock"]:
            log.add("rlock", "acquires")
            nested(things, log, connection, depth - 1)
        log.add("rlock", "releases")


def held_elsewhere(things, log, connection, timeout):
    """The main process has this one the whole time."""
    assert not things["taken"].acquire(True, timeout)
    log.add("taken", "timeouts")


def put(things, log, connection, name, size):
    items = log.put.setdefault(name, [])
    items.append(size)
    things[name].put((log.name, len(items) - 1, "x" * size))
    log.add(name, "puts")


def miss(things, log, connection, timeout):
    try:
        things["empty"].get(timeout is not None, timeout)
    except queues.Empty:
        return
    raise AssertionError


def call(things, log, connection, name, verb, *args):
    getattr(things[name], verb)(*args)
    log.add(name, verb)


def notify(things, log, connection, verb):
    with things["condition"]:
        getattr(things["condition"], verb)()
    log.add("condition", verb)


def wait(things, log, connection):
    with things["condition"]:
        if things["condition"].wait(0.002):
            log.add("condition", "woken")


def send(things, log, connection, size):
    connection.send_bytes(b"x" * size)
    log.add(connection_name(log.name), "sends")
    log.add(connection_name(log.name), "bytes", size)


def nest(things, log, connection, steps):
    log.add("nest", "children")
    name = f"{log.name}.{log.counts['nest children']}"
    process = mp.Process(target=child, args=(steps, things, log.path, name, None), name=name)
    process.start()
    process.join()
    assert process.exitcode == 0


def connection_name(child):
    return f"pipe of {child}"


STEPS = {
    "with": with_,
    "acquire": acquire,
    "try": try_,
    "nested": nested,
    "held elsewhere": held_elsewhere,
    "put": put,
    "miss": miss,
    "call": call,
    "notify": notify,
    "wait": wait,
    "send": send,
    "nest": nest,
}


def child(steps, things, path, name, connection):
    log = Log(os.path.dirname(path), name)
    if "." not in name:
        things["everybody"].wait()
        log.add("everybody", "passes")
    play(steps, things, log, connection)
    log.write()


def consume(queue, name, count, path, me):
    log = Log(os.path.dirname(path), me)
    items = log.got[name] = []
    for _ in range(count):
        sender, number, _ = queue.get()
        items.append([sender, number])
        log.add(name, "gets")
        if name == "joinable":
            queue.task_done()
            log.add(name, "task_done")
    log.write()


def square(number):
    return os.getpid(), number * number


def add(first, second):
    return os.getpid(), first + second


def fail(number):
    raise ArithmeticError(number)


def read(log, results):
    for pid, _ in results:
        log.add("worker", str(pid))
    log.add("pool", "ok", len(results))
    return len(results)


def run_pool(jobs, log):
    with mp.Pool(2) as pool:
        for what, *rest in jobs:
            count = rest[0]
            if what in ("map", "imap", "imap_unordered"):
                done = read(log, list(getattr(pool, what)(square, range(count), *rest[1:])))
            elif what == "starmap":
                done = read(log, pool.starmap(add, [(n, n) for n in range(count)], *rest[1:]))
            elif what == "apply":
                done = read(log, [pool.apply(square, (count,))])
            elif what == "async":
                done = read(log, [pool.apply_async(square, (count,)).get()])
            else:
                done = 1
                result = pool.apply_async(fail, (count,))
                result.wait()
                log.add("pool", "error")
                if what == "failed":
                    try:
                        result.get()
                    except ArithmeticError:
                        pass
                else:
                    log.add("pool", "unread")
            log.add("pool", "submitted", done)
        pool.close()
        pool.join()


def items_in(steps, name):
    own = sum(step[:2] == ["put", name] for step in steps)
    return own + sum(items_in(step[1], name) for step in steps if step[0] == "nest")


def main(plan, folder):
    log = Log(folder, "main")
    things = make(plan)
    assert things["taken"].acquire()
    log.add("taken", "acquires")
    helpers, children, pipes = [], [], []
    for name in ("bounded_queue", "queue", "joinable", "simple"):
        total = sum(items_in(steps, name) for steps in plan["children"])
        for number, count in enumerate((total // 2, total - total // 2)):
            me = f"taker {name} {number}"
            arguments = (things[name], name, count, log.path, me)
            helpers.append(mp.Process(target=consume, args=arguments, name=me))
    for number, steps in enumerate(plan["children"]):
        reader, writer = mp.Pipe(False)
        pipes.append(reader)
        name = f"child {number}"
        arguments = (steps, things, log.path, name, writer)
        children.append(mp.Process(target=child, args=arguments, name=name))
    for process in [*helpers, *children]:
        process.start()
    for number, steps in enumerate(plan["children"]):
        for _ in range(sum(step[0] == "send" for step in steps)):
            pipes[number].recv_bytes()
            log.add(connection_name(f"child {number}"), "recvs")
    for process in [*children, *helpers]:
        process.join()
        assert process.exitcode == 0, process
    things["joinable"].join()
    log.add("joinable", "join")
    things["taken"].release()
    log.add("taken", "releases")
    if plan["pool"]:
        run_pool(plan["pool"], log)
    log.write()


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        main(json.load(file), sys.argv[2])
