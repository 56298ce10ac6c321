"""A pool that maps a bound method."""

from multiprocessing import Pool


class Model:
    def __init__(self, k):
        self.k = k

    def fit(self, x):
        return self.k * x

    def run(self):
        with Pool(2) as p:
            return p.map(self.fit, range(6))


if __name__ == "__main__":
    print(Model(3).run())
