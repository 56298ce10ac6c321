import multiprocessing as mp

COUNT = 3


def eat(forks, seat, ready):
    near, far = sorted((seat, (seat + 1) % COUNT))
    near, far = forks[near], forks[far]
    near.acquire()
    far.acquire()
    far.release()
    near.release()


if __name__ == "__main__":
    forks = [mp.Lock() for _ in range(COUNT)]
    ready = mp.Barrier(COUNT)
    eaters = [mp.Process(target=eat, args=(forks, n, ready), name=f"p{n}") for n in range(COUNT)]
    for eater in eaters:
        eater.start()
    for eater in eaters:
        eater.join()
