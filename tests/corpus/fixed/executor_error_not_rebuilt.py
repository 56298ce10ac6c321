from concurrent.futures import ProcessPoolExecutor


class Refused(Exception):
    pass


def work(number):
    raise Refused("it", "no")


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as executor:
        print(repr(executor.submit(work, 3).exception()))
