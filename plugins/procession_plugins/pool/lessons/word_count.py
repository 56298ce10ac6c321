"""Counting the words of a library

Several text files are counted by several workers, each file by one; then the counts are added up.
First map, then reduce.
"""

import re
import tempfile
from collections import Counter
from multiprocessing import Pool
from pathlib import Path

BOOKS = 8           # knob: 1..40 text files
PAGES = 40          # knob: 1..400 pages in each
WORKERS = 2         # knob: 1..8 workers

SENTENCES = (
    "The ferry leaves at seven, and the bread is still warm.",
    "Nobody on the ferry knew the name of the baker.",
    "A warm wind came over the lake, and the lamps went out.",
)


def write_library(folder):
    for number in range(1, BOOKS + 1):
        text = "\n".join(SENTENCES[(page + number) % 3] for page in range(PAGES))
        (folder / f"book {number}.txt").write_text(text, encoding="utf-8")


def count(path):  # map: from one file to its counts
    return Counter(re.findall(r"\w+", path.read_text(encoding="utf-8").lower()))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        library = Path(name)
        write_library(library)
        total = Counter()
        with Pool(WORKERS) as pool:
            for counts in pool.imap_unordered(count, sorted(library.glob("*.txt"))):
                total += counts  # reduce: from many counts to one
            pool.close()
            pool.join()
    print(f"{total.total()} words in {BOOKS} books, most often {total.most_common(1)[0]}")
