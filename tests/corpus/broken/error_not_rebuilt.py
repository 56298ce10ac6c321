# expects: result-lost; processes: MainProcess; lines: 14 20
from multiprocessing import Pool


class Refused(Exception):
    def __init__(self, name, reason):
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


def work(number):
    if number == 3:
        raise Refused("three", "no")
    return number


if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.map(work, range(6), chunksize=1))
