"""The few messages from the recorder that the window itself must understand.

Everything else goes to `Model.feed` unopened.  The layout is described in `docs/internals.md`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from struct import Struct
from typing import Any, Final

RECORDS: Final = ord("R")
OUTPUT: Final = ord("O")
NOTICE: Final = ord("J")

STDOUT, STDERR, STDIN = 1, 2, 3

_OUTPUT_HEAD = Struct("<cBq")


@dataclass(frozen=True, slots=True)
class Output:
    """A piece of what the program wrote or was given; `at_ns` since the run began."""

    stream: int
    at_ns: int
    data: bytes


def output_of(message: bytes) -> Output:
    """Open an ``O`` message."""
    _, stream, at_ns = _OUTPUT_HEAD.unpack_from(message)
    return Output(stream, at_ns, message[_OUTPUT_HEAD.size :])


def notice_of(message: bytes) -> dict[str, Any]:
    """Open a ``J`` message."""
    notice = json.loads(message[1:])
    if not isinstance(notice, dict):
        raise ValueError("a notice must be a JSON object")
    return notice
