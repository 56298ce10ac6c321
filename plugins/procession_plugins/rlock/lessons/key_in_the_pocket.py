"""The key in one's pocket

The same pantry with an RLock: whoever is inside already may lock it again, and has it until
every one of these locks is undone.
"""

from multiprocessing import Process, RLock, Value

JARS = 12           # knob: 1..50 jars in the pantry
TAKES = 3           # knob: 1..10 visits by each
COOKS = 2           # knob: 1..4 cooks


def count(pantry, jars):
    with pantry:
        return jars.value


def take_one(pantry, jars, name):
    with pantry:
        before = count(pantry, jars)  # which takes the same lock again
        if before:
            jars.value -= 1
        print(f"{name}: {before} jars before, {count(pantry, jars)} after", flush=True)


def cook(pantry, jars, name):
    for _ in range(TAKES):
        take_one(pantry, jars, name)


if __name__ == "__main__":
    jars = Value("i", JARS, lock=False)
    pantry = RLock()

    cooks = []
    for number in range(1, COOKS + 1):
        name = f"cook {number}"
        cooks.append(Process(target=cook, args=(pantry, jars, name), name=name))
    for one in cooks:
        one.start()
    for one in cooks:
        one.join()
    print(f"main: {jars.value} jars are left")
