"""The cake that nobody asked about

Five cakes are ordered from a pool of bakers, and one of them burns. Nobody asks how it went, so
nobody ever knows.
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
        pool.close()
        pool.join()
    print(f"main: {len(orders)} cakes were ordered, and the bakers have gone home")
