"""Plays a program that was made up at random, and keeps a log of what it did itself.

usage: player.py PLAN.json LOG_FOLDER

The plan is data (see plans.py): what each process does, step by step. Every thread writes its own
log when it has ended: how often what succeeded, which items it put and took, in which order locks
were held, and who worked on which task.
"""

import json
import multiprocessing
import sys

from player_log import Log
from player_steps import play
from player_tasks import run_executor, run_pool

QUEUES = ("bounded_queue", "queue", "joinable", "simple")


def make(mp, plan):
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
    two = mp.Barrier(2)
    value = mp.Value("i")
    array = mp.Array("i", 8)
    raw_array = mp.RawArray("i", 4)
    lock_order = mp.RawValue("i")
    rlock_order = mp.RawValue("i")
    bus_lock = mp.Lock()
    bus_reader, bus_writer = mp.Pipe(False)
    return {name: thing for name, thing in locals().items() if name not in ("plan", "mp")}


def manage(manager, things):
    managed_list = manager.list()
    managed_dict = manager.dict()
    managed_lock = manager.Lock()
    managed_queue = manager.Queue()
    things.update(
        managed_list=managed_list,
        managed_dict=managed_dict,
        managed_lock=managed_lock,
        managed_queue=managed_queue,
    )


def child(steps, rounds, things, folder, name, links):
    log = Log(folder, name)
    for _ in range(rounds):
        things["everybody"].wait()
        log.add("everybody", "passes")
    play(steps, things, log, links)
    log.write()


def consume(queue, name, count, folder, me):
    log = Log(folder, me)
    for _ in range(count):
        item, _ = queue.get()
        log.take(name, item)
        log.add(name, "gets")
        if name == "joinable":
            queue.task_done()
            log.add(name, "task_done")
    log.write()


def count_in(steps, *wanted):
    """How many steps begin with these words, those of nested processes and threads too."""
    total = 0
    for step in steps:
        total += step[: len(wanted)] == list(wanted)
        if step[0] == "nest":
            total += count_in(step[1], *wanted)
        elif step[0] == "threads":
            total += sum(count_in(own, *wanted) for own in step[1])
    return total


def exchange(children, log, things, bus_items):
    """Receive what the children send, and answer what they ask."""
    waiting = {}
    for name, steps, one_way, both_ways in children:
        waiting[one_way] = (f"one_way of {name}", sum(step[0] == "send" for step in steps))
        waiting[both_ways] = (f"both_ways of {name}", sum(step[0] == "ask" for step in steps))
    waiting[things["bus_reader"]] = ("bus", bus_items)
    waiting = {end: found for end, found in waiting.items() if found[1]}
    while waiting:
        for end in multiprocessing.connection.wait(list(waiting)):
            pipe, left = waiting[end]
            if pipe == "bus":
                log.take(pipe, end.recv()[0])
            else:
                data = end.recv_bytes()
                log.take(pipe, [pipe.partition(" of ")[2], "", None])
            log.add(pipe, "recvs")
            if pipe.startswith("both"):
                end.send_bytes(data[: len(data) // 2])
                log.next_item(pipe)
                log.add(pipe, "sends")
                log.add(pipe, "bytes", len(data) // 2)
            waiting[end] = (pipe, left - 1)
            if left == 1:
                del waiting[end]


def main(plan, folder):
    mp = multiprocessing.get_context(plan.get("made_for"))
    log = Log(folder, "MainProcess")
    things = make(mp, plan)
    plans = plan["children"]
    everything = [step for steps in plans for step in steps]
    assert things["taken"].acquire()
    log.add("taken", "acquires")
    # Only where it is used: a server is another process to start.
    manager = multiprocessing.Manager() if count_in(everything, "manage") else None
    if manager is not None:
        manage(manager, things)
        log.add("manager", "calls", 4)
    memory = multiprocessing.shared_memory.SharedMemory(create=True, size=64)
    memory.buf[0] = 7
    shared_list = multiprocessing.shared_memory.ShareableList([1, "two", 3.0])
    things.update(memory_name=memory.name, list_name=shared_list.shm.name)
    helpers, children, talking = [], [], []
    for name in QUEUES:
        total = count_in(everything, "put", name)
        for number, count in enumerate((total // 2, total - total // 2)):
            me = f"taker {name} {number}"
            arguments = (things[name], name, count, folder, me)
            helpers.append(mp.Process(target=consume, args=arguments, name=me))
    methods = plan.get("methods") or [None]
    for number, steps in enumerate(plans):
        one_way, far_one_way = mp.Pipe(False)
        both_ways, far_both_ways = mp.Pipe()
        name = f"child {number}"
        talking.append((name, steps, one_way, both_ways))
        links = {"one_way": far_one_way, "both_ways": far_both_ways}
        arguments = (steps, plan["rounds"], things, folder, name, links)
        own = multiprocessing.get_context(methods[number % len(methods)])
        children.append(own.Process(target=child, args=arguments, name=name))
    for process in [*helpers, *children]:
        process.start()
    exchange(talking, log, things, count_in(everything, "bus"))
    for process in [*children, *helpers]:
        process.join()
        assert process.exitcode == 0, process
    things["joinable"].join()
    log.add("joinable", "join")
    things["taken"].release()
    log.add("taken", "releases")
    log.add("value", "is", things["value"].value)
    log.add("array", "is", sum(things["array"]))
    for name, block in (("memory", memory), ("shared_list", shared_list.shm)):
        block.close()
        block.unlink()
        log.add(name, "closes")
        log.add(name, "unlinks")
    if plan["pool"]:
        run_pool(mp, plan["pool"], log, plan["maxtasksperchild"])
    if plan["executor"]:
        run_executor(mp, plan["executor"], log)
    if manager is not None:
        manager.shutdown()
    log.write()


if __name__ == "__main__":
    import multiprocessing.connection
    import multiprocessing.shared_memory

    with open(sys.argv[1], encoding="utf-8") as file:
        main(json.load(file), sys.argv[2])
