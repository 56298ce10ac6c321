"""Not all results of an imap are taken."""

from multiprocessing import Pool


def work(n):
    return n * n


if __name__ == "__main__":
    with Pool(2) as pool:
        for r in pool.imap_unordered(work, range(50)):
            if r > 100:
                break
    print("done")
