from multiprocessing import Barrier, Process


def meet(barrier):
    barrier.wait()


if __name__ == "__main__":
    barrier = Barrier(2)
    runners = [Process(target=meet, args=(barrier,), name=name) for name in "ab"]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
