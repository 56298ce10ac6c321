"""Somebody else's key

Main holds a lock, and a helpful child tries to release it. A Lock lets anybody do that. An RLock
knows whose it is.
"""

from multiprocessing import Lock, Process, RLock

KIND = "RLock"      # knob: RLock | Lock on the door
DEPTH = 2           # knob: 1..5 times that the owner locks


def help_out(door):
    try:
        door.release()
    except AssertionError as error:
        print(f"helper: {error}", flush=True)
    else:
        print("helper: unlocked it for you", flush=True)


if __name__ == "__main__":
    door = RLock() if KIND == "RLock" else Lock()
    times = DEPTH if KIND == "RLock" else 1  # a Lock would wait for itself the second time
    for _ in range(times):
        door.acquire()

    helper = Process(target=help_out, args=(door,), name="helper")
    helper.start()
    helper.join()

    undone = 0
    try:
        for _ in range(times):
            door.release()
            undone += 1
    except ValueError as error:
        print(f"owner: {error}")
    print(f"owner: locked {times} times, unlocked {undone} times myself")
