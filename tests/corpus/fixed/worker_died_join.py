from multiprocessing import Pool


def work(number):
    if number == 2:
        return


if __name__ == "__main__":
    pool = Pool(2)
    pool.map_async(work, range(6), chunksize=1)
    pool.close()
    pool.join()
