"""Full, empty, and how long one waits

Three letters into a box for two, and three out of it again. put() and get() may wait for ever, for
a while, or not at all, and say so with Full and Empty.
"""

from multiprocessing import Process, Queue
from queue import Empty, Full  # the exceptions live in the module of threads' queues

ROOM = 2            # knob: 1..5 letters that the box holds
WAIT_MS = 150       # knob: 0..1000 of patience, in ms


def post(box):
    posted = 0
    try:
        for letter in range(1, ROOM + 1):
            box.put(letter)  # waits as long as it takes
            posted += 1
        box.put(ROOM + 1, timeout=WAIT_MS / 1000)
    except Full:
        print(f"postman: full after {posted} letters", flush=True)


def collect(box):
    taken = 0
    try:
        while True:
            box.get(timeout=WAIT_MS / 1000)
            taken += 1
    except Empty:
        print(f"clerk: empty after {taken} letters", flush=True)
    try:
        box.get(block=False)  # the same as get_nowait()
    except Empty:
        print("clerk: I do not wait at all, and still there is nothing", flush=True)


if __name__ == "__main__":
    box = Queue(ROOM)
    for name, job in (("postman", post), ("clerk", collect)):
        person = Process(target=job, args=(box,), name=name)
        person.start()
        person.join()

    box.put("a late letter")
    print(f"main: right after put(), empty() says {box.empty()}")
    print(f"main: and get() has {box.get()!r}")
