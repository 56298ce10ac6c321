"""The plate that was swept up

The same helpers and the same plate. Whether it is clean or broken, it is done: finally says so.
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
        except ValueError as error:
            print(f"oh: {error}", flush=True)
        finally:
            plates.task_done()


if __name__ == "__main__":
    plates = JoinableQueue()
    for number in range(1, HELPERS + 1):
        Process(target=wash, args=(plates,), name=f"helper {number}", daemon=True).start()
    for plate in range(1, PLATES + 1):
        plates.put(plate)
    plates.join()
    print("main: the kitchen is tidy", flush=True)
