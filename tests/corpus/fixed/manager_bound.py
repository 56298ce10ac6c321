from multiprocessing import Manager

if __name__ == "__main__":
    with Manager() as manager:
        numbers = manager.list(range(10))
        here = list(numbers)
        total = 0
        for _ in range(500):
            for at in range(10):
                total += here[at]
        print(total)
