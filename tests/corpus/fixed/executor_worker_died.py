from concurrent.futures import ProcessPoolExecutor


def work(number):
    if number == 2:
        raise ValueError(number)
    return number


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as executor:
        futures = [executor.submit(work, number) for number in range(4)]
        print([future.exception() for future in futures])
