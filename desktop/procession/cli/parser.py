"""What may be typed: the verbs and their options."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from procession import __version__
from procession.recorder.errors import BadInput

Options = argparse.Namespace
Verb = Callable[[Options], int]

START_METHODS = ("fork", "spawn", "forkserver")
_LATER = ("export", "plugins")
_RUNNING = ("record", "check")
"""Verbs that are followed by a program and its own words."""


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


def parse(arguments: list[str]) -> Options:
    """The options of one call; `Options.verb` is the function that serves it. Raises BadInput."""
    from procession.cli import recording, reports, selftest, window

    safe_mode = _take_safe_mode(arguments)
    parser = Parser(
        prog="procession",
        description="Watch what the processes of a Python program do to each other.",
        epilog="Without a verb the window opens.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"procession {__version__}")
    parser.add_argument(
        "--safe-mode", action="store_true", help="load built-in plugins only (with any verb)"
    )
    parser.set_defaults(verb=window.open_window, files=[])
    verbs = parser.add_subparsers(metavar="VERB", parser_class=Parser)
    for group in (recording, reports, window, selftest):
        group.add_verbs(verbs)
    if arguments and arguments[0] in _LATER:
        raise BadInput(f"{arguments[0]} is not part of version {__version__}")
    programs: list[str] = []
    if arguments and arguments[0] in _RUNNING:
        own, programs = verbs.choices[arguments[0]].split(arguments[1:])
        if arguments[0] == "check" and programs[-1:] == ["--json"]:
            own, programs = [*own, "--json"], programs[:-1]
        arguments = [arguments[0], *own]
    options = parser.parse_args(arguments)
    options.program = programs
    options.safe_mode = safe_mode or options.safe_mode
    return options


def _take_safe_mode(arguments: list[str]) -> bool:
    """``--safe-mode`` may stand anywhere but among a program's own words, which are left alone."""
    if arguments and arguments[0] in _RUNNING:
        return False
    found = "--safe-mode" in arguments
    while "--safe-mode" in arguments:
        arguments.remove("--safe-mode")
    return found
