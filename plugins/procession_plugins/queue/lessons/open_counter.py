"""The counter that nobody closed

Two clerks serve what comes through a queue. The guests have all been served, the door is shut, and
the clerks still wait for the next one.
"""

from multiprocessing import Process, Queue

CLERKS = 2          # knob: 1..4 clerks at the counter
GUESTS = 5          # knob: 0..30 guests who come


def serve(number, line):
    served = 0
    while (guest := line.get()) is not None:
        served += 1
        print(f"clerk {number}: good morning, {guest}", flush=True)
    print(f"clerk {number}: {served} today, good night", flush=True)


if __name__ == "__main__":
    line = Queue()
    clerks = []
    for number in range(1, CLERKS + 1):
        clerk = Process(target=serve, args=(number, line), name=f"clerk {number}")
        clerk.start()
        clerks.append(clerk)

    for number in range(1, GUESTS + 1):
        line.put(f"guest {number}")
    line.put(None)  # the last call
    for clerk in clerks:
        clerk.join()
    print("main: closed")
