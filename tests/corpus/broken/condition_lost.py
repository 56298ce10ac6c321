# expects: starved-wait; processes: waiter; primitives: condition; lines: 11
"""The notification comes before anybody waits for it, and is lost."""

import multiprocessing as mp


def wait(condition, notified):
    notified.wait()
    with condition:
        # No predicate is looked at.
        condition.wait()


def main():
    condition, notified = mp.Condition(), mp.Event()
    child = mp.Process(target=wait, args=(condition, notified), name="waiter")
    child.start()
    with condition:
        condition.notify()
    notified.set()
    child.join()


if __name__ == "__main__":
    main()
