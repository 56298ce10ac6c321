# expects: unpicklable; primitives: pool; lines: 20
from multiprocessing import Pool


class Job:
    def __init__(self, number, factor):
        self.number = number
        self.factor = factor

    def __reduce__(self):
        return Job, (self.number,)


def work(job):
    return job.number


if __name__ == "__main__":
    with Pool(2) as pool:
        print(pool.map(work, [Job(1, 2)]))
