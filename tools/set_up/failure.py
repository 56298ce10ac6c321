"""How set-up talks: one sentence a line, on stderr, so that stdout stays for results."""

import sys


class SetUpError(Exception):
    """Set-up cannot go on: one sentence that says what to do."""


def say(sentence: str) -> None:
    """Tell the person at the terminal."""
    print(sentence, file=sys.stderr, flush=True)
