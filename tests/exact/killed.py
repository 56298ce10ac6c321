"""Processes do things of every kind over and over, and are killed while they do.

usage: killed.py LEDGER SEED WAVES last|first

Who does a thing writes down in the ledger, which is shared memory, that it begins it, and then
that it has done it: a killed process leaves no more than one thing begun and not done of each.
With ``first`` the main process kills itself too, in the middle of the last wave.
"""

import mmap
import multiprocessing as mp
import os
import random
import signal
import sys
import time

TOGETHER = 2
THINGS = ("lock", "rlock", "semaphore", "queue", "simple", "event", "value")
DEEDS = (
    "lock acquires",
    "lock releases",
    "rlock acquires",
    "rlock releases",
    "semaphore acquires",
    "semaphore releases",
    "queue puts",
    "simple puts",
    "simple gets",
    "pipe sends",
    "pipe recvs",
    "event sets",
    "event clears",
    "value acquires",
    "value releases",
)
ROW = 1 + 2 * len(DEEDS)
"""Words of the ledger for each process: its pid, then how often each deed was begun and done."""


def rows_of(waves):
    """Each victim and its own child have a row."""
    return 2 * TOGETHER * waves


class Ledger:
    """What the processes write down; survives them."""

    def __init__(self, path):
        with open(path, "r+b") as file:
            self.words = memoryview(mmap.mmap(file.fileno(), 0)).cast("Q")

    def row(self, number):
        return self.words[number * ROW : (number + 1) * ROW]


class Doing:
    """One process's deeds."""

    def __init__(self, row):
        self.row = row
        row[0] = os.getpid()

    def begin(self, deed):
        self.row[1 + 2 * DEEDS.index(deed)] += 1

    def done(self, deed):
        self.row[2 + 2 * DEEDS.index(deed)] += 1

    def do(self, deed, what, *args):
        self.begin(deed)
        what(*args)
        self.done(deed)


def with_(doing, name, lock, inside=None):
    doing.begin(f"{name} acquires")
    with lock:
        doing.done(f"{name} acquires")
        if inside is not None:
            inside()
        doing.begin(f"{name} releases")
    doing.done(f"{name} releases")


def called(doing, name, lock):
    doing.do(f"{name} acquires", lock.acquire)
    doing.do(f"{name} releases", lock.release)


def talk(doing, put, get, what):
    doing.do(what[0], put, b"item")
    doing.do(what[1], get)


def deeds_of(doing, things):
    """What a process may do next, at random. Nobody else uses its things: nothing blocks."""
    rlock, (reader, writer) = things["rlock"], things["pipe"]
    return [
        lambda: with_(doing, "lock", things["lock"]),
        lambda: called(doing, "lock", things["lock"]),
        lambda: with_(doing, "rlock", rlock, lambda: with_(doing, "rlock", rlock)),
        lambda: called(doing, "rlock", rlock),
        lambda: with_(doing, "semaphore", things["semaphore"]),
        lambda: doing.do("queue puts", things["queue"].put, b"item"),
        lambda: talk(
            doing, things["simple"].put, things["simple"].get, ("simple puts", "simple gets")
        ),
        lambda: talk(doing, writer.send, reader.recv, ("pipe sends", "pipe recvs")),
        lambda: doing.do("event sets", things["event"].set),
        lambda: doing.do("event clears", things["event"].clear),
        lambda: with_(doing, "value", things["value"].get_lock()),
    ]


def work(path, number, things, seed):
    """Do things until killed; a victim has a child that does the same with things of its own."""
    chance = random.Random(seed)
    own, *others = things
    doing = Doing(Ledger(path).row(number))
    if others:
        child = mp.Process(
            target=work, args=(path, number + 1, others, seed + 1), name=f"v{number + 1}"
        )
        child.start()
    deeds = deeds_of(doing, own)
    # Killed sooner or later, but for those who are left when the main process kills itself.
    while not os.path.exists(path + ".over"):
        for _ in range(50):
            chance.choice(deeds)()
    os._exit(0)


def made():
    """A process's own things."""
    lock = mp.Lock()
    rlock = mp.RLock()
    semaphore = mp.Semaphore()
    queue = mp.Queue()
    simple = mp.SimpleQueue()
    event = mp.Event()
    value = mp.Value("i")
    pipe = mp.Pipe(False)
    return dict(locals())


def busy(row, deeds):
    """Wait until a process has done so many things."""
    while sum(row[2::2]) < deeds:
        time.sleep(0.001)


def main(path, seed, waves, who):
    chance = random.Random(seed)
    ledger = Ledger(path)
    for wave in range(waves):
        numbers = [2 * (wave * TOGETHER + n) for n in range(TOGETHER)]
        things = {number: (made(), made()) for number in numbers}
        children = {
            number: mp.Process(
                target=work, args=(path, number, things[number], seed + number), name=f"v{number}"
            )
            for number in numbers
        }
        for child in children.values():
            child.start()
        victims = [one for number in numbers for one in (number, number + 1)]
        # A victim that is killed while it starts its child may leave it half started.
        for number in victims:
            busy(ledger.row(number), 1)
        chance.shuffle(victims)
        for count, number in enumerate(victims):
            row = ledger.row(number)
            busy(row, chance.randrange(300))
            for _ in range(chance.randrange(3000)):
                pass
            if who == "first" and wave == waves - 1 and count == len(victims) // 2:
                open(path + ".over", "w").close()
                os.kill(os.getpid(), signal.SIGKILL)
            os.kill(row[0], signal.SIGKILL)
        for child in children.values():
            child.join()
            assert child.exitcode == -signal.SIGKILL, child


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
