from multiprocessing import Manager, Process


def fill(groups):
    for number in range(4):
        groups[number % 2] = [*groups.get(number % 2, []), number]


if __name__ == "__main__":
    with Manager() as manager:
        groups = manager.dict()
        child = Process(target=fill, args=(groups,), name="child")
        child.start()
        child.join()
        print(dict(groups))
