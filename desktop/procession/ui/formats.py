"""Numbers as people read them: with units, and few digits."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def duration(ns: int | float) -> str:
    """A length of time: ``840 ns``, ``12.4 µs``, ``148.8 ms``, ``18.45 s``, ``4 min 05 s``."""
    if ns < 1_000:
        return f"{int(ns)} ns"
    if ns < 1_000_000:
        return f"{ns / 1e3:.1f} µs"
    if ns < 1_000_000_000:
        return f"{ns / 1e6:.1f} ms"
    if ns < 120_000_000_000:
        return f"{ns / 1e9:.2f} s"
    minutes, seconds = divmod(round(ns / 1e9), 60)
    if minutes < 120:
        return f"{minutes} min {seconds:02d} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d} min"


def instant(ns: int) -> str:
    """A moment of a run, in seconds with milliseconds: ``17.612 s``."""
    return f"{ns / 1e9:.3f} s"


def size(count: int) -> str:
    """A number of bytes: ``512 B``, ``64 KB``, ``184 MB``, ``2.1 GB``."""
    if count < 1_000:
        return f"{count} B"
    if count < 1_000_000:
        return f"{count / 1e3:.0f} KB"
    if count < 1_000_000_000:
        return f"{count / 1e6:.0f} MB"
    return f"{count / 1e9:.1f} GB"


def count(number: int) -> str:
    """A whole number with its thousands apart, as the language writes them."""
    return QLocale().toString(number)
