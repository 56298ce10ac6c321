"""What verbs share: how options are read, and how wrong ones are refused."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from procession.recorder.errors import BadInput

Options = argparse.Namespace
Verb = Callable[[Options], int]

START_METHODS = ("fork", "spawn", "forkserver")


class Exit(Exception):
    """All was said already (``--help``, ``--version``)."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{message} (see {self.prog} --help)")

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        if message:
            print(message, end="", file=sys.stderr)
        raise Exit(status)

    def split(self, arguments: Sequence[str]) -> tuple[list[str], list[str]]:
        """Our own options, and what begins with the first word that is none: the program's.

        argparse has no reliable way to leave a program's own options alone.
        """
        position = 0
        while position < len(arguments) and arguments[position] != "--":
            word = arguments[position]
            action = self._option_string_actions.get(word.partition("=")[0])
            inside = "=" in word
            if action is None and word[:1] == "-" and word[1:2] != "-":
                # A short option with its value: -oFILE.
                action, inside = self._option_string_actions.get(word[:2]), True
            if action is None or action.dest == "module":
                return list(arguments[:position]), list(arguments[position:])
            position += 1 if inside or action.nargs == 0 else 2
        return list(arguments[:position]), list(arguments[position + 1 :])
