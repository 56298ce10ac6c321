"""A ticket for the cleaner's

Three coats are brought to the cleaner's. For each one there is a ticket, and with it one can
ask, wait a while, or wait until the coat is done.
"""

import time
from multiprocessing import Pool, TimeoutError

CLEAN_MS = 400      # knob: 100..2000 for one coat, in ms
PATIENCE_MS = 100   # knob: 0..2000 of the customer, in ms


def clean(coat):
    time.sleep(CLEAN_MS / 1000)
    if coat == "fur":
        raise ValueError("moths in the fur")
    return f"{coat} coat, clean"


if __name__ == "__main__":
    with Pool(2) as pool:
        wool = pool.apply_async(clean, ("wool",))  # a ticket: an AsyncResult
        fur = pool.apply_async(clean, ("fur",))

        print(f"ready? {wool.ready()}", flush=True)
        try:
            wool.successful()
        except ValueError as error:
            print(f"went well? {type(error).__name__}: {error}", flush=True)
        try:
            wool.get(timeout=PATIENCE_MS / 1000)
        except TimeoutError:
            print("get(timeout): not yet", flush=True)

        wool.wait()  # says nothing, raises nothing
        print(f"ready? {wool.ready()}. went well? {wool.successful()}. {wool.get()}", flush=True)
        fur.wait()
        print(f"fur: ready? {fur.ready()}. went well? {fur.successful()}", flush=True)
        try:
            fur.get()
        except ValueError as error:
            print(f"fur: get() raises what the worker raised: {error}", flush=True)
