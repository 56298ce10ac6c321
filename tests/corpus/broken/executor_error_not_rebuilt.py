# expects: result-lost; processes: MainProcess; lines: 11 16
from concurrent.futures import ProcessPoolExecutor


class Refused(Exception):
    def __init__(self, name, reason):
        super().__init__(f"{name}: {reason}")


def work(number):
    raise Refused("it", "no")


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as executor:
        print(executor.submit(work, 3).result())
