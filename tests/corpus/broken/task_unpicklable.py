# expects: unpicklable; processes: MainProcess; primitives: pool; lines: 10
from multiprocessing import Pool


def main():
    def double(number):
        return 2 * number

    with Pool(2) as pool:
        print(pool.map(double, range(4)))


if __name__ == "__main__":
    main()
