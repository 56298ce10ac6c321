"""The last order

Cooks take orders from a queue for ever. The restaurant closes when every order has been marked
as done: a JoinableQueue keeps the count.
"""

import time
from multiprocessing import JoinableQueue, Process

COOKS = 2           # knob: 1..6 cooks in the kitchen
ORDERS = 8          # knob: 1..40 soups that are ordered
DESSERT = True      # knob: yes | no a cake after every second soup
FORGET = 0          # knob: 0..40 the soup never marked as done

COOKING_S = 0.15


def cook(number, orders):
    while True:  # no way out, and none is needed: a cook is a daemon
        order, dish = orders.get()
        time.sleep(COOKING_S)
        print(f"cook {number}: {dish} {order} is ready", flush=True)
        if dish == "soup" and DESSERT and order % 2 == 0:
            orders.put((order, "cake"))  # before task_done(): the count never touches zero
        if dish == "soup" and order == FORGET:
            continue
        orders.task_done()


if __name__ == "__main__":
    orders = JoinableQueue()
    for number in range(1, COOKS + 1):
        Process(target=cook, args=(number, orders), name=f"cook {number}", daemon=True).start()

    for order in range(1, ORDERS + 1):
        orders.put((order, "soup"))
    print(f"main: {ORDERS} orders are in", flush=True)

    orders.join()
    print("main: all is served, the kitchen closes", flush=True)
