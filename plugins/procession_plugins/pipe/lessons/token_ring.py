"""A lantern that goes round

Night watchmen stand in a circle, and there is one lantern. Whoever has it walks, then hands it to
the next: a token ring, made of pipes.
"""

import time
from multiprocessing import Pipe, Process

WATCHMEN = 4        # knob: 2..8 watchmen in the circle
ROUNDS = 3          # knob: 1..20 rounds of the lantern
WALK_MS = 30        # knob: 0..300 that each has it, in ms


def watch(number, from_left, to_right, others):
    for end in others:
        end.close()  # ends that are somebody else's, inherited or sent along
    for _ in range(ROUNDS):
        lantern = from_left.recv()
        time.sleep(WALK_MS / 1000)
        lantern += 1
        if number == WATCHMEN - 1 and lantern == WATCHMEN * ROUNDS:
            print(f"watchman {number}: day breaks, {lantern} walks", flush=True)
        else:
            to_right.send(lantern)


if __name__ == "__main__":
    pipes = [Pipe(duplex=False) for _ in range(WATCHMEN)]
    watchmen = []
    for number in range(WATCHMEN):
        from_left = pipes[number][0]
        to_right = pipes[(number + 1) % WATCHMEN][1]
        others = [end for pipe in pipes for end in pipe if end not in (from_left, to_right)]
        arguments = (number, from_left, to_right, others)
        watchmen.append(Process(target=watch, args=arguments, name=f"watchman {number}"))
    for watchman in watchmen:
        watchman.start()

    pipes[0][1].send(0)  # light the lantern
    for watchman in watchmen:
        watchman.join()
    print("main: a quiet night")
