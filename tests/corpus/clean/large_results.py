"""Results and items that are larger than a pipe."""

from multiprocessing import Pool, Process, Queue


def make(n):
    return b"x" * 2_000_000


def put(q):
    q.put(b"y" * 3_000_000)


if __name__ == "__main__":
    with Pool(2) as p:
        print(sum(len(x) for x in p.imap_unordered(make, range(6))))
    q = Queue()
    pr = Process(target=put, args=(q,))
    pr.start()
    print(len(q.get()))
    pr.join()
