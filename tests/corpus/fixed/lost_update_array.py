from multiprocessing import Array, Event, Process


def two(seats, seen, gone):
    seen.set()
    gone.wait()
    with seats.get_lock():
        seats[1] -= 1


if __name__ == "__main__":
    seats, seen, gone = Array("i", [3, 3]), Event(), Event()
    child = Process(target=two, args=(seats, seen, gone), name="two")
    child.start()
    seen.wait()
    with seats.get_lock():
        seats[1] -= 1
    gone.set()
    child.join()
    print(list(seats))
