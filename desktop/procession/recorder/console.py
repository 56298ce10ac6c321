"""What the program prints and reads, by the terminal it was given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

Printed = Callable[[int, bytes], None]
"""Called with a stream (1 out, 2 err) and what came on it."""


class Console(Protocol):
    """The recorder's end of the program's standard streams."""

    def readable(self) -> list[int]:
        """Descriptors to wait for until they can be read."""

    def writable(self) -> list[int]:
        """Descriptors to wait for until they can be written."""

    def serve(self, ready: set[int]) -> None:
        """Read and write what can be read and written."""

    def type(self, data: bytes) -> None:
        """Give the program input."""

    def end_input(self) -> None:
        """Tell the program that no more input comes."""

    def resize(self, rows: int, columns: int) -> None:
        """The window onto the terminal has a new size."""

    def foreground(self) -> int | None:
        """The process group that Ctrl-C goes to, None when there is no terminal of ours."""

    def drain(self) -> None:
        """The program has ended: take what it left."""

    def close(self) -> None:
        """Let go of it: a process that prints still gets an error."""


class NoConsole:
    """The program has our own streams: nothing passes through here."""

    def readable(self) -> list[int]:
        return []

    def writable(self) -> list[int]:
        return []

    def serve(self, ready: set[int]) -> None:
        return

    def type(self, data: bytes) -> None:
        return

    def end_input(self) -> None:
        return

    def resize(self, rows: int, columns: int) -> None:
        return

    def foreground(self) -> int | None:
        return None

    def drain(self) -> None:
        return

    def close(self) -> None:
        return
