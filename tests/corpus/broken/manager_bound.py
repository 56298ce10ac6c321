# expects: manager-bound; processes: MainProcess; primitives: numbers; lines: 6
from multiprocessing import Manager

if __name__ == "__main__":
    with Manager() as manager:
        numbers = manager.list(range(10))
        total = 0
        for _ in range(500):
            for at in range(10):
                total += numbers[at]
        print(total)
