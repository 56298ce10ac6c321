from multiprocessing import Pool

connection = None


def prepare():
    global connection
    connection = "there"


def work(number):
    return number, connection


if __name__ == "__main__":
    with Pool(2, initializer=prepare) as pool:
        print(pool.map_async(work, range(4)).get(timeout=30))
