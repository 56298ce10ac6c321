"""What one thread of a program did, as the program itself saw it."""

import json
import os
from collections import Counter


class Log:
    """Kept in memory, written when the thread has ended: one file a thread."""

    def __init__(self, folder, name, thread=""):
        self.folder = folder
        self.name = name
        self.thread = thread
        self.counts = Counter()
        self.put = Counter()
        self.got = {}
        self.order = {}
        self.jobs = []

    def add(self, thing, what, times=1):
        self.counts[f"{thing} {what}"] += times

    def next_item(self, thing):
        """What tells an item from all others: who sends it, and its number there."""
        self.put[thing] += 1
        return [self.name, self.thread, self.put[thing] - 1]

    def take(self, thing, item):
        self.got.setdefault(thing, []).append(item)

    def held(self, name, position):
        """This thread was the one that had a lock at this position in the order of all."""
        self.order.setdefault(name, []).append(position)

    def write(self):
        told = {"pid": os.getpid(), **vars(self)}
        path = os.path.join(self.folder, f"{self.name} {self.thread}.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(told, file)
