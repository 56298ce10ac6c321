from multiprocessing import Manager, Process


def fill(shared, proper):
    names = shared["names"]
    names.append("Ada")
    shared["names"] = names
    proper["names"].append("Ada")


if __name__ == "__main__":
    with Manager() as manager:
        shared = manager.dict(names=[])
        proper = manager.dict(names=manager.list())
        child = Process(target=fill, args=(shared, proper), name="child")
        child.start()
        child.join()
        print(shared["names"], list(proper["names"]))
