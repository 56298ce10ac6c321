# expects: lost-update; processes: two; primitives: seats; lines: 6 9
from multiprocessing import Array, Event, Process


def two(seats, seen, gone):
    free = seats[1]
    seen.set()
    gone.wait()
    seats[1] = free - 1


if __name__ == "__main__":
    seats, seen, gone = Array("i", [3, 3]), Event(), Event()
    child = Process(target=two, args=(seats, seen, gone), name="two")
    child.start()
    seen.wait()
    seats[1] -= 1
    gone.set()
    child.join()
    print(list(seats))
