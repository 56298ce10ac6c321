from multiprocessing import Pool


def work(number):
    if number == 2:
        return None
    return number


if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.starmap(work, [(n,) for n in range(6)], 1))
