"""Children do the same things over and over, and write down each round, until they are killed
or their main process is.

usage: killed.py LOG_FOLDER SEED last|first

The log of a child is one byte a round, written when the round is over: what it tells was done.
"""

import multiprocessing as mp
import os
import random
import signal
import sys

CHILDREN = 4


def work(lock, rlock, queue, path):
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    parent = mp.parent_process()
    while parent.is_alive():
        with lock:
            pass
        lock.acquire()
        lock.release()
        with rlock, rlock:
            pass
        queue.put(b"item")
        os.write(log, b".")
    # Left behind by a main process that was killed; nobody reads the queue any more.
    os._exit(0)


def rounds(path):
    return os.path.getsize(path) if os.path.exists(path) else 0


def main(folder, seed, who):
    chance = random.Random(seed)
    children, kept = [], []
    for number in range(CHILDREN):
        lock = mp.Lock()
        rlock = mp.RLock()
        queue = mp.Queue()
        path = os.path.join(folder, str(number))
        arguments = (lock, rlock, queue, path)
        kept.append(arguments)
        children.append((mp.Process(target=work, args=arguments), path, chance.randrange(200)))
    for child, _, _ in children:
        child.start()
    for child, path, enough in children:
        while rounds(path) < enough:
            assert child.is_alive()
        os.kill(child.pid, signal.SIGKILL)
        if who == "first":
            os.kill(os.getpid(), signal.SIGKILL)
    for child, _, _ in children:
        child.join()
        assert child.exitcode == -signal.SIGKILL


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
