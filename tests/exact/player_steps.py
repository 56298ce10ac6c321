"""The steps of a random program: what each does, and what it writes down of it."""

import multiprocessing as mp
import queue as queues
import threading
from multiprocessing.shared_memory import ShareableList, SharedMemory

from player_log import Log


def play(steps, things, log, links):
    for step in steps:
        what, *rest = step
        STEPS[what](things, log, links, *rest)


# --- locks -------------------------------------------------------------------------------------


def got(things, log, name):
    """A lock was just acquired. Those with one holder keep the order of all their holders."""
    log.add(name, "acquires")
    order = things.get(f"{name}_order")
    if order is not None:
        log.held(name, order.value)
        order.value += 1


def with_(things, log, links, name):
    with things[name]:
        got(things, log, name)
    log.add(name, "releases")


def acquire(things, log, links, name):
    things[name].acquire()
    got(things, log, name)
    things[name].release()
    log.add(name, "releases")


def try_(things, log, links, name, timeout):
    lock = things[name]
    if lock.acquire(False) if timeout is None else lock.acquire(timeout=timeout):
        got(things, log, name)
        lock.release()
        log.add(name, "releases")


def nested(things, log, links, depth):
    if depth:
        with things["rlock"]:
            got(things, log, "rlock")
            nested(things, log, links, depth - 1)
        log.add("rlock", "releases")


def held_elsewhere(things, log, links, timeout):
    """The main process has this one the whole time."""
    assert not things["taken"].acquire(True, timeout)
    log.add("taken", "timeouts")


# --- items -------------------------------------------------------------------------------------


# When threads of one process put at once, the order of their items in the queue's own buffer is
# not that of their calls, and only the calls are seen.
putting = threading.Lock()


def put(things, log, links, name, size):
    with putting:
        things[name].put((log.next_item(name), "x" * size))
    log.add(name, "puts")


def miss(things, log, links, timeout):
    try:
        things["empty"].get(timeout is not None, timeout)
    except queues.Empty:
        return
    raise AssertionError


def send(things, log, links, size):
    links["one_way"].send_bytes(b"x" * size)
    log.next_item(f"one_way of {log.name}")
    log.add(f"one_way of {log.name}", "sends")
    log.add(f"one_way of {log.name}", "bytes", size)


def ask(things, log, links, size):
    """A message there and one back, through one pipe."""
    name = f"both_ways of {log.name}"
    links["both_ways"].send_bytes(b"x" * size)
    log.next_item(name)
    log.add(name, "sends")
    log.add(name, "bytes", size)
    answer = links["both_ways"].recv_bytes()
    assert len(answer) == size // 2
    log.take(name, ["MainProcess", "", None])
    log.add(name, "recvs")


def bus(things, log, links, size):
    """Many processes write into one pipe, in turn."""
    with things["bus_lock"]:
        log.add("bus_lock", "acquires")
        things["bus_writer"].send((log.next_item("bus"), "x" * size))
    log.add("bus_lock", "releases")
    log.add("bus", "sends")


# --- signs -------------------------------------------------------------------------------------


def call(things, log, links, name, verb):
    getattr(things[name], verb)()
    log.add(name, verb)


def event_wait(things, log, links, timeout):
    if things["event"].wait(timeout):
        log.add("event", "wait")


def notify(things, log, links, verb):
    with things["condition"]:
        getattr(things["condition"], verb)()
    log.add("condition", verb)


def wait(things, log, links):
    with things["condition"]:
        if things["condition"].wait(0.002):
            log.add("condition", "woken")


def wait_for(things, log, links, least):
    """Mostly true at once; else until somebody notifies, or the time is over."""
    with things["condition"]:
        if things["condition"].wait_for(lambda: things["raw_array"][3] >= least, 0.002):
            log.add("condition", "woken")
        things["raw_array"][3] += 1


def break_(things, log, links, timeout):
    """Nobody else may come; then it breaks, for whoever comes later too."""
    try:
        things["two"].wait(timeout)
    except threading.BrokenBarrierError:
        log.add("two", "broken")
    else:
        log.add("two", "passes")


# --- shared data -------------------------------------------------------------------------------


def share(things, log, links, name, number):
    shared = things[name]
    with shared.get_lock():
        log.add(name, "acquires")
        if name == "value":
            shared.value += number
        else:
            shared[number] += number
    log.add(name, "releases")
    log.add(name, "sum", number)


def hold(things, log, links, name):
    things[name].acquire()
    log.add(name, "acquires")
    things[name].release()
    log.add(name, "releases")


def peek(things, log, links, name):
    """Takes the lock for an instant, which is no acquire of the program's."""
    things[name].value if name == "value" else things[name][0]


def attach(things, log, links, name):
    if name == "memory":
        block = SharedMemory(things["memory_name"])
        assert block.buf[0] == 7
        block.close()
    else:
        found = ShareableList(name=things["list_name"])
        assert found[1] == "two"
        found.shm.close()
    log.add(name, "attaches")
    log.add(name, "closes")


def manage(things, log, links, what):
    if what == "append":
        things["managed_list"].append(log.name)
        log.add("managed_list", "calls")
    elif what == "set":
        things["managed_dict"][log.name] = log.counts["managed_dict calls"]
        log.add("managed_dict", "calls")
    elif what == "length":
        len(things["managed_dict"])
        log.add("managed_dict", "calls")
    elif what == "lock":
        with things["managed_lock"]:
            log.add("managed_lock", "calls")
        log.add("managed_lock", "calls")
    else:
        things["managed_queue"].put(log.name)
        log.add("managed_queue", "calls")


# --- processes and threads ---------------------------------------------------------------------


def nest(things, log, links, steps):
    log.add("nest", "children")
    name = f"{log.name}.{log.counts['nest children']}"
    process = mp.Process(target=nested_child, args=(steps, things, log.folder, name), name=name)
    process.start()
    process.join()
    assert process.exitcode == 0


def nested_child(steps, things, folder, name):
    log = Log(folder, name)
    play(steps, things, log, {})
    log.write()


def threads(things, log, links, several):
    log.add("threads", "groups")
    begun = []
    for number, steps in enumerate(several):
        name = f"{log.counts['threads groups']}-{number}"
        own = Log(log.folder, log.name, name)
        begun.append((threading.Thread(target=play, args=(steps, things, own, {}), name=name), own))
    for thread, _ in begun:
        thread.start()
    for thread, own in begun:
        thread.join()
        own.write()


STEPS = {
    "with": with_,
    "acquire": acquire,
    "try": try_,
    "nested": nested,
    "held elsewhere": held_elsewhere,
    "put": put,
    "miss": miss,
    "send": send,
    "ask": ask,
    "bus": bus,
    "call": call,
    "event wait": event_wait,
    "notify": notify,
    "wait": wait,
    "wait for": wait_for,
    "break": break_,
    "share": share,
    "hold": hold,
    "peek": peek,
    "attach": attach,
    "manage": manage,
    "nest": nest,
    "threads": threads,
}
