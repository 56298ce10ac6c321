"""A notice board for everybody

A manager is a process that keeps ordinary lists and dicts for others. Whoever uses them sends a
message and waits for the answer.
"""

from multiprocessing import Manager, Process

NEIGHBOURS = 3      # knob: 1..6 who pin up a note
KEEP_OUT = False    # knob: yes | no change the inner list only

NOTES = ("sells apples", "seeks a cat", "lends a ladder", "plays chess", "mends chairs", "sings")


def pin(number, board, names):
    board[f"neighbour {number}"] = NOTES[number - 1]
    if KEEP_OUT:
        names["all"].append(number)  # changes a copy that came with the answer
    else:
        known = names["all"]
        known.append(number)
        names["all"] = known  # sends it back


if __name__ == "__main__":
    with Manager() as manager:
        board = manager.dict()
        names = manager.dict(all=[])
        for number in range(1, NEIGHBOURS + 1):
            arguments = (number, board, names)
            neighbour = Process(target=pin, args=arguments, name=f"neighbour {number}")
            neighbour.start()
            neighbour.join()
        for who, note in board.items():
            print(f"{who} {note}")
        print(f"main: {len(board)} notes, and the list of names has {len(names['all'])}")
