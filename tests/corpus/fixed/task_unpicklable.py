from multiprocessing import Pool


def double(number):
    return 2 * number


def main():
    with Pool(2) as pool:
        print(pool.map(double, range(4)))


if __name__ == "__main__":
    main()
