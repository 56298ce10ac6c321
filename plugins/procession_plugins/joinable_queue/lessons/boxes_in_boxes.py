"""Boxes within boxes

An attic full of boxes, and in each box there may be more. Nobody knows beforehand how many: whoever
opens one puts what was inside back into the queue.
"""

import time
from multiprocessing import JoinableQueue, Process, Value

HELPERS = 3         # knob: 1..6 who open boxes
DEPTH = 3           # knob: 0..5 boxes deep
WITHIN = 3          # knob: 1..4 boxes in each box

OPEN_S = 0.01


def open_boxes(boxes, opened):
    while True:
        depth = boxes.get()
        time.sleep(OPEN_S)
        if depth < DEPTH:
            for _ in range(WITHIN):
                boxes.put(depth + 1)
        with opened.get_lock():
            opened.value += 1
        boxes.task_done()  # after the boxes inside were put in


if __name__ == "__main__":
    boxes = JoinableQueue()
    opened = Value("i", 0)
    for number in range(1, HELPERS + 1):
        arguments = (boxes, opened)
        Process(target=open_boxes, args=arguments, name=f"helper {number}", daemon=True).start()

    boxes.put(0)  # the one box at the top of the stairs
    boxes.join()
    print(f"main: {opened.value} boxes were opened, and there are no more", flush=True)
