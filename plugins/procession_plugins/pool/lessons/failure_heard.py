"""The cake that was asked about

The same five cakes. Whoever ordered them asks for each, and hears what became of it.
"""

from multiprocessing import Pool

CAKES = 5           # knob: 1..20 cakes that are ordered
BURNS = 3           # knob: 0..20 the one that burns


def bake(cake):
    if cake == BURNS:
        raise RuntimeError(f"cake {cake} is charcoal")
    return f"cake {cake}"


if __name__ == "__main__":
    with Pool(2) as pool:
        orders = [pool.apply_async(bake, (cake,)) for cake in range(1, CAKES + 1)]
        for order in orders:
            try:
                print(f"main: {order.get()} is lovely")
            except RuntimeError as error:
                print(f"main: {error}")
        pool.close()
        pool.join()
    print(f"main: {len(orders)} cakes were ordered, and the bakers have gone home")
