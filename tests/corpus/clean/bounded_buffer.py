"""A buffer of one's own, with a condition; makers and takers wait for each other in turns."""

import multiprocessing as mp

SIZE, MANY = 3, 20


def make(condition, inside):
    for _ in range(MANY):
        with condition:
            condition.wait_for(lambda: inside.value < SIZE)
            inside.value += 1
            condition.notify_all()


def take(condition, inside):
    for _ in range(MANY):
        with condition:
            condition.wait_for(lambda: inside.value > 0)
            inside.value -= 1
            condition.notify_all()


def main():
    condition, inside = mp.Condition(), mp.Value("i", lock=False)
    children = [mp.Process(target=one, args=(condition, inside)) for one in (make, take) * 2]
    for child in children:
        child.start()
    for child in children:
        child.join()
    print(inside.value)


if __name__ == "__main__":
    main()
