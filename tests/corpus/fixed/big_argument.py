from multiprocessing import Pool


def prepare(given):
    global table
    table = given


def look_up(number):
    return table[number]


if __name__ == "__main__":
    numbers = {number: str(number) * 3 for number in range(30000)}
    with Pool(2, initializer=prepare, initargs=(numbers,)) as pool:
        print(len(pool.map(look_up, range(24), chunksize=1)))
