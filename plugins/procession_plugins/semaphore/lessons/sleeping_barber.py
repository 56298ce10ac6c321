"""The barber who sleeps

A barber naps until somebody comes. Customers sit down while there are chairs; whoever finds
none goes away again.
"""

import time
from multiprocessing import Lock, Process, Semaphore, Value

CHAIRS = 2          # knob: 1..6 chairs to wait on
CUSTOMERS = 6       # knob: 1..12 who come
EVERY_MS = 60       # knob: 0..500 one of them, in ms
CUT_MS = 150        # knob: 0..500 for a haircut, in ms


def cut(waiting, door, ready, done, served):
    while True:
        ready.acquire()  # sleeps here until somebody is ready
        with door:
            waiting.value -= 1  # a chair is free again
        time.sleep(CUT_MS / 1000)
        served.value += 1
        done.release()


def visit(number, waiting, door, ready, done):
    with door:
        if waiting.value == CHAIRS:
            print(f"customer {number}: full, another day", flush=True)
            return
        waiting.value += 1
    ready.release()
    done.acquire()
    print(f"customer {number}: handsome", flush=True)


if __name__ == "__main__":
    waiting = Value("i", 0, lock=False)
    served = Value("i", 0, lock=False)
    door = Lock()
    ready = Semaphore(0)
    done = Semaphore(0)

    arguments = (waiting, door, ready, done, served)
    Process(target=cut, args=arguments, name="barber", daemon=True).start()
    customers = []
    for number in range(1, CUSTOMERS + 1):
        arguments = (number, waiting, door, ready, done)
        customer = Process(target=visit, args=arguments, name=f"customer {number}")
        time.sleep(EVERY_MS / 1000)
        customer.start()
        customers.append(customer)
    for customer in customers:
        customer.join()
    print(f"main: {served.value} of {CUSTOMERS} had their hair cut", flush=True)
