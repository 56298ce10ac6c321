"""The notification may come first: a predicate says so."""

import multiprocessing as mp


def wait(condition, notified):
    notified.wait()
    with condition:
        condition.wait_for(notified.is_set)


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
