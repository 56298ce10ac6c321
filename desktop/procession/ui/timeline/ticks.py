"""Where the ruler's marks stand and how instants and durations are written."""

from __future__ import annotations

import math
from dataclasses import dataclass

MAJOR_PX = 90
MINOR_PX = 18

_UNITS = ((1_000_000_000, "s"), (1_000_000, "ms"), (1_000, "µs"), (1, "ns"))


@dataclass(frozen=True, slots=True)
class Ticks:
    """Majors and minors in view, ns."""

    step_ns: float
    majors: tuple[float, ...]
    minors: tuple[float, ...]


def step(at_least: float) -> float:
    """The smallest of 1, 2, 2.5, 5 × 10ⁿ that is no less than `at_least`."""
    power: float = 10.0 ** math.floor(math.log10(at_least))
    for factor in (1.0, 2.0, 2.5, 5.0):
        if factor * power >= at_least * (1 - 1e-9):
            return factor * power
    return 10.0 * power


def ticks(left_ns: float, right_ns: float, ns_per_px: float) -> Ticks:
    """Majors at least `MAJOR_PX` apart, minors a fifth of that where they have `MINOR_PX`.

    Args:
        left_ns, right_ns: the view; nothing before 0 gets a mark.
        ns_per_px: its scale.
    """
    big = max(step(MAJOR_PX * ns_per_px), 1.0)
    first = math.ceil(max(left_ns, 0.0) / big)
    majors = tuple(index * big for index in range(first, math.floor(right_ns / big) + 1))
    small = big / 5
    minors: tuple[float, ...] = ()
    if small / ns_per_px >= MINOR_PX:
        first = math.ceil(max(left_ns, 0.0) / small)
        last = math.floor(right_ns / small)
        minors = tuple(index * small for index in range(first, last + 1) if index % 5)
    return Ticks(big, majors, minors)


def instant(time_ns: float, step_ns: float, up_to_ns: float | None = None) -> str:
    """An instant with as many digits as a grid of `step_ns` needs: ``0.25 s``, ``1.250 ms``.

    Args:
        up_to_ns: the greatest instant beside it, so that all have one unit.
    """
    size, unit = _unit(max(abs(time_ns) if up_to_ns is None else up_to_ns, step_ns))
    if time_ns == 0:
        return f"0 {unit}" if up_to_ns is not None else "0 s"
    exact = step_ns / size
    digits = next((n for n in range(12) if math.isclose(round(exact, n), exact, rel_tol=1e-6)), 12)
    return f"{time_ns / size:.{digits}f} {unit}"


def duration(length_ns: float) -> str:
    """A duration in four figures at most: ``148.8 ms``, ``18.45 s``, ``640 ns``."""
    if length_ns < 1000:
        return f"{length_ns:.0f} ns"
    size, unit = _unit(length_ns)
    number = length_ns / size
    if unit == "s" and number >= 120:
        minutes, seconds = divmod(round(number), 60)
        return f"{minutes} min {seconds:02d} s"
    digits = 2 if number < 100 else 1
    return f"{number:.{digits}f} {unit}"


def _unit(value_ns: float) -> tuple[int, str]:
    for size, unit in _UNITS:
        if value_ns >= size:
            return size, unit
    return 1, "ns"
