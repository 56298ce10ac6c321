"""A guessing game through one pipe

One process thinks of a number, the other guesses. Question and answer go through the same pipe,
which leads both ways.
"""

from multiprocessing import Pipe, Process

SECRET = 77         # knob: 1..100 the number to be found
HIGHEST = 100       # knob: 100..1000000 the largest it could be


def answer(connection):
    while True:
        guess = connection.recv()
        if guess == SECRET:
            connection.send("right")
            break
        connection.send("higher" if guess < SECRET else "lower")
    connection.close()


if __name__ == "__main__":
    mine, yours = Pipe()  # duplex: either end sends and receives
    oracle = Process(target=answer, args=(yours,), name="oracle")
    oracle.start()
    yours.close()

    low, high, guesses, told = 1, HIGHEST, 0, ""
    while told != "right":
        guess = (low + high) // 2
        guesses += 1
        mine.send(guess)
        told = mine.recv()
        print(f"{guess}? {told}", flush=True)
        if told == "higher":
            low = guess + 1
        else:
            high = guess - 1
    oracle.join()
    print(f"main: found {guess} with {guesses} guesses")
