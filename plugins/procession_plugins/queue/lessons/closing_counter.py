"""The counter that closes

The same two clerks. Whoever knows that nobody else will come tells each of them.
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
    for _ in clerks:
        line.put(None)  # the last call, one for each
    for clerk in clerks:
        clerk.join()
    print("main: closed")
