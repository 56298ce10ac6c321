"""A note on one's own copy

Two rooms, and a number of guests. Once it is a plain variable, once a Value in shared memory. A
child adds to both.
"""

from multiprocessing import Process, Value

VISITS = 5          # knob: 1..50 guests that the child lets in
START = 10          # knob: 0..100 guests who are there already

plain = START


def let_in(shared):
    global plain
    for _ in range(VISITS):
        plain += 1
        with shared.get_lock():
            shared.value += 1
    print(f"child: plain {plain}, shared {shared.value}", flush=True)


if __name__ == "__main__":
    shared = Value("i", START)
    child = Process(target=let_in, args=(shared,), name="doorkeeper")
    child.start()
    child.join()
    print(f"main:  plain {plain}, shared {shared.value}")
