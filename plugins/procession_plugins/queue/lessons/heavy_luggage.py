"""Waiting at the door with heavy luggage

A traveller puts a big suitcase into a queue and wants to leave. The host waits at the door for the
traveller to be gone, and only then looks into the queue.
"""

from multiprocessing import Process, Queue

SUITCASES = 3       # knob: 1..10 suitcases
KILOS = 200         # knob: 0..2000 in each, in kB


def travel(belt):
    for number in range(1, SUITCASES + 1):
        belt.put((number, b"x" * (KILOS * 1000)))
    print("traveller: all is on the belt, I am off", flush=True)


if __name__ == "__main__":
    belt = Queue()
    traveller = Process(target=travel, args=(belt,), name="traveller")
    traveller.start()

    traveller.join()
    cases = [belt.get() for _ in range(SUITCASES)]

    print(f"host: {len(cases)} suitcases, {sum(len(case) for _, case in cases) // 1000} kB")
