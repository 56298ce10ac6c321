"""The call that came too early

Mother calls that dinner is ready. The child comes into hearing a moment later, and waits for the
call: a wake-up that nobody was there to hear is lost.
"""

from multiprocessing import Condition, Event, Process

CHILDREN = 1        # knob: 1..4 children
DISH = "soup"       # knob: what there is for dinner


def come(call, outside, called):
    outside.set()
    called.wait()  # playing, until after the call
    with call:
        call.wait()
    print(f"child: {DISH}!", flush=True)


if __name__ == "__main__":
    call = Condition()
    called = Event()
    children = []
    for number in range(1, CHILDREN + 1):
        outside = Event()
        child = Process(target=come, args=(call, outside, called), name=f"child {number}")
        child.start()
        outside.wait()
        children.append(child)

    with call:
        call.notify_all()  # nobody listens yet
    called.set()
    print(f"mother: {DISH} is ready", flush=True)
    for child in children:
        child.join()
    print("mother: everybody has come", flush=True)
