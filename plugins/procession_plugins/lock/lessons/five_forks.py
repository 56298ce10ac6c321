"""Five friends and five forks

Five friends sit round a table, with a fork between each two. To eat, one needs the fork on the
left and the fork on the right. All of them are hungry at the same time.
"""

import time
from contextlib import nullcontext
from multiprocessing import Barrier, Lock, Process, Semaphore

FRIENDS = 5         # knob: 2..8 friends at the table
MEALS = 8           # knob: 1..30 that each of them eats
MANNERS = "none"    # knob: none | ordered | waiter at this table
REACH_MS = 20       # knob: 0..100 from fork to fork, in ms


def dine(number, forks, waiter, bell):
    left, right = number, (number + 1) % FRIENDS
    if MANNERS == "ordered":  # the fork with the smaller number first: the last one turns round
        left, right = sorted((left, right))
    bell.wait()
    for _ in range(MEALS):
        with waiter if MANNERS == "waiter" else nullcontext():
            with forks[left]:
                time.sleep(REACH_MS / 1000)
                with forks[right]:
                    time.sleep(0.005)  # a bite
    print(f"friend {number}: {MEALS} meals, thank you", flush=True)


if __name__ == "__main__":
    forks = [Lock() for _ in range(FRIENDS)]
    waiter = Semaphore(FRIENDS - 1)  # lets all but one of them reach for forks
    bell = Barrier(FRIENDS)

    friends = []
    for number in range(FRIENDS):
        arguments = (number, forks, waiter, bell)
        friends.append(Process(target=dine, args=arguments, name=f"friend {number}"))
    for friend in friends:
        friend.start()
    for friend in friends:
        friend.join()
    print(f"main: {FRIENDS * MEALS} meals were eaten")
