from multiprocessing import Pool


class Refused(Exception):
    def __init__(self, name, reason):
        super().__init__(name, reason)
        self.name = name
        self.reason = reason


def work(number):
    if number == 3:
        raise Refused("three", "no")
    return number


if __name__ == "__main__":
    with Pool(2) as pool:
        try:
            print(pool.map(work, range(6), chunksize=1))
        except Refused as refused:
            print(refused.name, refused.reason)
