from multiprocessing import Pool


def work(number):
    if number == 2:
        return None
    return number


if __name__ == "__main__":
    with Pool(2) as pool:
        print(list(pool.imap_unordered(work, range(6))))
