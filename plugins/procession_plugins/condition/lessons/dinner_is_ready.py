"""Dinner is on the table

The same call, just as early. But the soup stands on the table, and the child looks there before
listening.
"""

from multiprocessing import Condition, Event, Process, Value

CHILDREN = 1        # knob: 1..4 children
DISH = "soup"       # knob: what there is for dinner


def come(call, outside, called, ready):
    outside.set()
    called.wait()  # playing, until after the call
    with call:
        call.wait_for(lambda: ready.value)
    print(f"child: {DISH}!", flush=True)


if __name__ == "__main__":
    call = Condition()
    ready = Value("b", False, lock=False)
    called = Event()
    children = []
    for number in range(1, CHILDREN + 1):
        outside = Event()
        child = Process(target=come, args=(call, outside, called, ready), name=f"child {number}")
        child.start()
        outside.wait()
        children.append(child)

    with call:
        ready.value = True
        call.notify_all()  # nobody listens yet
    called.set()
    print(f"mother: {DISH} is ready", flush=True)
    for child in children:
        child.join()
    print("mother: everybody has come", flush=True)
