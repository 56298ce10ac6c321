# expects: imap-runaway; primitives: pool; lines: 16
from multiprocessing import Pool


def work(number):
    return number


def numbers():
    yield from range(2000)


if __name__ == "__main__":
    with Pool(2) as pool:
        done = []
        for result in pool.imap(work, numbers()):
            done.append(result)
            if len(done) == 3:
                print(pool.apply(sum, (range(10),)))
