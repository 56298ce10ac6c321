"""Pythons started with ``-I``, ``-E`` or ``-S``: they take no ``sitecustomize`` from us.

The code after ``-c`` then gets one statement in front, on its first line, that runs the boot file;
the boot file takes every trace of it out again. ``multiprocessing`` starts its own processes this
way. A script or module started with these flags runs as it is, unobserved: a launcher in between
would stand on its stack.
"""

import os

ARGUMENT_FLAGS = "WX"
ISOLATING = frozenset("IES")
STATEMENT = (
    "exec(__import__('_frozen_importlib_external').FileLoader('',{0!r}).get_data({0!r}),"
    "{{'PREFIX':{1}}});"
)
OFFSET = 10_000
"""Added to the length, so that it always has as many digits."""


class CommandLine:
    """What the options in front of a program mean for the probe."""

    __slots__ = ("at", "code", "isolated")

    def __init__(self, words: "list[str]") -> None:
        self.isolated = False
        self.code = ""
        self.at = -1
        """Index of the word that holds the code of ``-c``."""
        index = 1
        while index < len(words):
            word = words[index]
            if not word.startswith("-") or word in ("-", "--"):
                return
            index += 1
            if word.startswith("--"):
                index += word == "--check-hash-based-pycs"
                continue
            for place, flag in enumerate(word[1:], 1):
                if flag in ISOLATING:
                    self.isolated = True
                elif flag in ARGUMENT_FLAGS:
                    index += place == len(word) - 1
                    break
                elif flag in "cm":
                    if flag == "c" and place == len(word) - 1 and index < len(words):
                        self.code = words[index]
                        self.at = index
                    return


def prefix(boot: str) -> str:
    """The statement that runs the boot file, and tells it how long the statement itself is."""
    length = len(STATEMENT.format(boot, OFFSET))
    return STATEMENT.format(boot, OFFSET + length)


def may_go_before(code: str) -> bool:
    """Whether a statement may be put in front of the first line of `code`."""
    first = code.lstrip().partition("\n")[0]
    starts_line = not code[:1].isspace() or code[:1] == "\n"
    simple = first.startswith(("import ", "from ")) and not first.startswith("from __future__")
    return starts_line and simple and "__future__" not in code


def observed_words(boot: str, words: "list[object]") -> "tuple[bool, list[object]]":
    """Whether a Python takes what is in its environment, and its command line for the probe.

    Args:
        boot: the path of the boot file.
        words: the command line as the program gave it.
    """
    plain = [os.fsdecode(word) for word in words]  # type: ignore[arg-type]
    line = CommandLine(plain)
    if not line.isolated:
        return True, words
    if line.at >= 0 and may_go_before(line.code):
        changed = list(words)
        changed[line.at] = prefix(boot) + line.code
        return False, changed
    return False, words
