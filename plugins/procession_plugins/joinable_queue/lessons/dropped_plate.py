"""The plate that was dropped

Two helpers wash plates. One plate breaks, and the helper forgives it: the exception is caught. But
the line that marks the plate as done was skipped.
"""

from multiprocessing import JoinableQueue, Process

PLATES = 6          # knob: 1..20 plates to be washed
BREAKS = 3          # knob: 0..20 the plate that breaks
HELPERS = 2         # knob: 1..4 helpers


def wash_one(plate):
    if plate == BREAKS:
        raise ValueError(f"plate {plate} broke")
    print(f"plate {plate} is clean", flush=True)


def wash(plates):
    while True:
        plate = plates.get()
        try:
            wash_one(plate)
            plates.task_done()
        except ValueError as error:
            print(f"oh: {error}", flush=True)


if __name__ == "__main__":
    plates = JoinableQueue()
    for number in range(1, HELPERS + 1):
        Process(target=wash, args=(plates,), name=f"helper {number}", daemon=True).start()
    for plate in range(1, PLATES + 1):
        plates.put(plate)
    plates.join()
    print("main: the kitchen is tidy", flush=True)
