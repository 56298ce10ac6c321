"""One observed process as the recorder knows it: its pages, its texts, its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from procession.recorder.pages import Page
from procession.records import RECORD_SIZE, SEPARATOR

_FIRST_PIECE = 20
_PIECE = 24
_LONGEST = 0xFFFF * _PIECE


@dataclass(slots=True)
class Observed:
    """A process with an id in the recording. Times are of the raw clock."""

    id: int
    pid: int
    ppid: int
    token: int
    started: int
    parent: Observed | None = None
    forked: bool = False
    inherited: int = 1
    pages: list[Page] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)
    pieces: dict[int, dict[int, bytes]] = field(default_factory=dict)
    places: dict[int, tuple[str, int, str, int]] = field(default_factory=dict)
    """Local id → file, line, function, column (-1: unknown)."""
    objects: dict[int, int] = field(default_factory=dict)
    """Local id → id of the primitive."""
    waiting: list[bytes] = field(default_factory=list)
    """Structural records that name a text which has not come yet."""
    passes: int = 0
    """How often it was looked whether those texts have come, since its end."""
    unwritten: list[bytes] = field(default_factory=list)
    unwritten_size: int = 0
    unwritten_since: int = 0
    lost: int = 0
    dead: bool = False
    """No longer runs: what its pages hold is all there will ever be."""
    read: bool = False
    """Dead, and all of it read."""
    ended: int | None = None
    ended_known: bool = False
    """Whether `ended` was witnessed, rather than bounded by what came late."""
    exitcode: int | None = None
    exiting: tuple[int, int, str, str] | None = None
    """Time, code, ``exit`` or ``exception``, error: as the process itself announced its end."""
    cpu_ns: int | None = None
    peak_rss: int | None = None

    def piece(self, text: int, index: int, payload: bytes) -> str | None:
        """Take one piece of a text; the text once it is whole."""
        pieces = self.pieces.setdefault(text, {})
        pieces[index] = payload
        first = pieces.get(0)
        if first is None:
            return None
        length = int.from_bytes(first[:4], "little")
        if length > _LONGEST:
            del self.pieces[text]
            return None
        count = 1 + max(0, -(-(length - _FIRST_PIECE) // _PIECE))
        if len(pieces) < count or any(number not in pieces for number in range(count)):
            return None
        data = b"".join(pieces[number] for number in range(count))[4 : 4 + length]
        del self.pieces[text]
        self.texts[text] = found = data.decode("utf-8", "replace")
        return found

    def owner(self, local: int) -> Observed:
        """Whose table a local id belongs to: this process's or an ancestor's."""
        process = self
        while process.forked and local < process.inherited and process.parent is not None:
            process = process.parent
        return process

    def text(self, local: int) -> str | None:
        """The text `local` means here; None when it has not come (yet)."""
        return "" if local == 0 else self.owner(local).texts.get(local)

    def place(self, local: int) -> tuple[str, int, str, int] | None:
        """The place `local` means here; None when it has not come (yet)."""
        return self.owner(local).places.get(local)

    def keep(self, records: bytes, now: int) -> None:
        """Events to be written to the recording soon."""
        if not self.unwritten:
            self.unwritten_since = now
        self.unwritten.append(records)
        self.unwritten_size += len(records)

    def take_unwritten(self, enough: int) -> Iterator[bytes]:
        """The events kept, in pieces of `enough` bytes or more where there are so many."""
        pieces, self.unwritten = self.unwritten, []
        self.unwritten_size = 0
        small: list[bytes] = []
        size = 0
        for piece in pieces:
            small.append(piece)
            size += len(piece)
            if size >= enough:
                yield small[0] if len(small) == 1 else b"".join(small)
                small, size = [], 0
        if small:
            yield small[0] if len(small) == 1 else b"".join(small)


def split_facts(text: str) -> dict[str, str]:
    """``k=v \\x1f k=v …`` as a dictionary."""
    pairs = (pair.partition("=") for pair in text.split(SEPARATOR))
    return {key.strip(): value for key, equals, value in pairs if equals}


def cut_out(records: bytes, indices: list[int]) -> bytes:
    """`records` without those at `indices` (ascending)."""
    if not indices:
        return records
    kept = []
    start = 0
    for index in indices:
        kept.append(records[start * RECORD_SIZE : index * RECORD_SIZE])
        start = index + 1
    kept.append(records[start * RECORD_SIZE :])
    return b"".join(kept)
