"""What may be typed: the verbs and their options."""

from __future__ import annotations

from procession import __version__
from procession.cli import exporting, plugins, recording, reports, selftest, window
from procession.cli.options import Options, Parser

_RUNNING = ("record", "check")
"""Verbs that are followed by a program and its own words."""


def parse(arguments: list[str]) -> Options:
    """The options of one call; `Options.verb` is the function that serves it. Raises BadInput."""
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
    for group in (recording, reports, window, exporting, plugins, selftest):
        group.add_verbs(verbs)
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
