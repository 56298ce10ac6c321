"""How findings call things: processes, primitives, places and amounts in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procession.trace.model import Model


def process_name(model: Model, number: int) -> str:
    """``Main`` for the first process, else its name; its pid where it has none."""
    process = model.processes.get(number)
    if process is None:
        return "a process"
    if process.role == "main":
        return "Main"
    return process.name or f"process {process.pid}"


def primitive_name(model: Model, number: int) -> str:
    """```lock```; where its name is not known, ``the Lock made at x.py:9``."""
    primitive = model.primitives.get(number)
    if primitive is None:
        return "an object"
    if primitive.name:
        return f"`{primitive.name}`"
    made = primitive.place.short if primitive.place else ""
    return f"the {primitive.kind or 'object'}" + (f" made at {made}" if made else "")


def how_it_ended(model: Model, number: int) -> str:
    """``was killed (signal 9)``, ``ended with exit code 1``, ``ended``."""
    process = model.processes.get(number)
    code = None if process is None else process.exitcode
    if code is None:
        return "ended"
    if code < 0:
        return f"was killed (signal {-code})"
    return "ended" if code == 0 else f"ended with exit code {code}"


def at(place: str) -> str:
    """``(x.py:9)`` after a word; nothing when the place is unknown."""
    return f" ({place})" if place else ""


def listed(words: Iterable[str], most: int = 4) -> str:
    """``a, b and c``; of many ``a, b, c and 9 more``."""
    words = list(dict.fromkeys(words))
    if len(words) > most:
        words = [*words[: most - 1], f"{len(words) - most + 1} more"]
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


def counted(number: int, one: str, many: str = "") -> str:
    """``1 process``, ``3 processes``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def amount(size: int) -> str:
    """Bytes for people: ``812 bytes``, ``64 kB``, ``1.2 MB``."""
    if size < 10_000:
        return f"{size} bytes"
    if size < 1_000_000:
        return f"{size // 1000} kB"
    return f"{size / 1e6:.1f} MB"


def span(ns: float) -> str:
    """A duration for people: ``3.2 µs``."""
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if ns >= size:
            return f"{ns / size:.3g} {unit}"
    return f"{ns:.0f} ns"
