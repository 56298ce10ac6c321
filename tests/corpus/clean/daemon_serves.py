"""A daemon waits for work for ever; the program ends without it."""

import multiprocessing as mp


def serve(work, results):
    while True:
        results.put(work.get() * 2)


def main():
    work, results = mp.Queue(), mp.Queue()
    mp.Process(target=serve, args=(work, results), name="server", daemon=True).start()
    for number in range(5):
        work.put(number)
    print(sum(results.get() for _ in range(5)))


if __name__ == "__main__":
    main()
