"""Two accounts, one order

The same two clerks. Whatever the direction of the money, the account with the smaller number is
locked first.
"""

import time
from multiprocessing import Array, Barrier, Lock, Process

TRANSFERS = 40      # knob: 1..200 by each clerk
LOOK_UP_MS = 5.0    # knob: 0.0..50.0 between the two locks, in ms


def transfer(accounts, locks, source, target, amount):
    first, second = sorted((source, target))
    with locks[first]:
        time.sleep(LOOK_UP_MS / 1000)  # looking up the other account
        with locks[second]:
            accounts[source] -= amount
            accounts[target] += amount


def work(opening, accounts, locks, source, target):
    opening.wait()  # both open their counters at nine
    for _ in range(TRANSFERS):
        transfer(accounts, locks, source, target, 10)
    print(f"clerk from {source} to {target}: {TRANSFERS} transfers done", flush=True)


if __name__ == "__main__":
    accounts = Array("i", [1000, 1000], lock=False)
    savings = Lock()
    holiday = Lock()
    locks = [savings, holiday]
    opening = Barrier(2)

    clerks = []
    for name, source, target in (("Rosa", 0, 1), ("Hugo", 1, 0)):
        arguments = (opening, accounts, locks, source, target)
        clerks.append(Process(target=work, args=arguments, name=name))
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    print(f"balances {list(accounts)}, together {sum(accounts)}")
