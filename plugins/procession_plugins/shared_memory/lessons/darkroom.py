"""A picture that stays where it is

A picture of many grey points lies in shared memory. Several processes brighten a strip of it each,
without a copy going anywhere.
"""

from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory

WIDTH = 400         # knob: 10..2000 points across
STRIPS = 2          # knob: 1..8 strips, a process for each
BRIGHTER = 40       # knob: 0..200 added to each point


def brighten(name, first, last):
    picture = SharedMemory(name)  # the name is all that travels
    for at in range(first, last):
        picture.buf[at] = min(255, picture.buf[at] + BRIGHTER)
    picture.close()


if __name__ == "__main__":
    points = WIDTH * 100
    picture = SharedMemory(create=True, size=points)
    picture.buf[:points] = bytes(at % 200 for at in range(points))
    before = sum(picture.buf[:points]) // points

    workers = []
    for number in range(STRIPS):
        first, last = points * number // STRIPS, points * (number + 1) // STRIPS
        arguments = (picture.name, first, last)
        worker = Process(target=brighten, args=arguments, name=f"strip {number + 1}")
        worker.start()
        workers.append(worker)
    for worker in workers:
        worker.join()

    after = sum(picture.buf[:points]) // points
    picture.close()
    picture.unlink()  # whoever made it takes it away, once
    print(f"{points} points, on average {before} before and {after} after")
