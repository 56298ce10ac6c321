from multiprocessing import Pool


def work(number):
    if number == 2:
        return -number
    return number


if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.map(work, range(4), chunksize=1))
