# expects: big-argument; primitives: pool; lines: 13
from functools import partial
from multiprocessing import Pool


def look_up(table, number):
    return table[number]


if __name__ == "__main__":
    table = {number: str(number) * 3 for number in range(30000)}
    with Pool(2) as pool:
        print(len(pool.map(partial(look_up, table), range(24), chunksize=1)))
