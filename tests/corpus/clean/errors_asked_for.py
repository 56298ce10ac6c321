"""Tasks fail, and each failure is looked at."""

from multiprocessing import Pool


def work(n):
    if n % 2:
        raise KeyError(n)
    return n


if __name__ == "__main__":
    with Pool(2) as pool:
        rs = [pool.apply_async(work, (n,)) for n in range(6)]
        for r in rs:
            try:
                print(r.get())
            except KeyError as e:
                print("no", e)
        it = pool.imap(work, range(4))
        while True:
            try:
                print(next(it))
            except StopIteration:
                break
            except KeyError as e:
                print("skip", e)
