"""Threads that have an executor each."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def inner(n):
    return n * n


def outer(n):
    with ProcessPoolExecutor(1) as ex:
        return ex.submit(inner, n).result()


if __name__ == "__main__":
    with ThreadPoolExecutor(2) as t:
        print(list(t.map(outer, range(4))))
