"""Reads one page file while its process still fills it. No numpy: slices, translate and find.

A record is taken on the tick after it was first seen complete: on machines that reorder writes
its other bytes may become visible after the kind. Two peculiarities are kept track of:

*holes*, slots still empty while later ones are filled: a thread was late, or was stopped;
*open holds*, `HELD` records whose release is yet to be written into them.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Iterator
from pathlib import Path

from procession.records import (
    CLOSE,
    HEADER,
    HEADER_SIZE,
    HELD,
    KIND_OFFSET,
    LOST_OFFSET,
    MAGIC,
    RECORD,
    RECORD_SIZE,
    SEALED_OFFSET,
    VALUE_OFFSET,
)

_FIRST_LOOK = 64
_MAPPED = 8 * RECORD_SIZE * 64
_PREAD = getattr(os, "pread", None)
_LOOK = 8192
_IS_HELD = bytes(0xFF if kind == HELD else 0 for kind in range(256))
_IS_ZERO = b"\xff" + bytes(255)
_NO_VALUE = bytes(8)


class NotReady(Exception):
    """The file is not a page yet: its process is still making it."""


class Page:
    """One mapped page file and how far it was read."""

    def __init__(self, path: Path) -> None:
        """Raises NotReady, or OSError when the file is gone."""
        self.path = path
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        try:
            size = os.fstat(descriptor).st_size
            if size < HEADER_SIZE + RECORD_SIZE:
                raise NotReady(path)
            self._map = mmap.mmap(descriptor, size, access=mmap.ACCESS_READ)
        except BaseException:
            os.close(descriptor)
            raise
        self._descriptor = descriptor
        if self._map[: len(MAGIC)] != MAGIC:
            self.close()
            raise NotReady(path)
        header = HEADER.unpack_from(self._map)
        (_, self.capacity, self.sequence, self.pid, self.ppid, self.token, self.parent_token) = (
            header[:7]
        )
        self.opened, self.inherited = header[7:9]
        if not 0 < self.capacity <= (size - HEADER_SIZE) // RECORD_SIZE:
            self.close()
            raise NotReady(path)
        self._taken = 0
        self._seen = 0
        self._holes: dict[int, bool] = {}
        """Index of an empty slot → whether it was seen filled on the last tick."""
        self._open: dict[int, int] = {}
        """Index of a hold that was stored open → its release as seen on the last tick, or 0."""
        # A release comes after the page was opened, so that byte of its time is never 0 (but once
        # in years, which `_open_holds` looks at closely).
        self._top = VALUE_OFFSET + max(0, (self.opened.bit_length() - 1) // 8)

    @property
    def sealed(self) -> bool:
        """Whether the process has begun a later page."""
        return self._map[SEALED_OFFSET : SEALED_OFFSET + 4] != b"\0\0\0\0"

    @property
    def lost(self) -> tuple[int, int]:
        """How many records found no page, and the time of the first one (raw clock)."""
        field = self._map[LOST_OFFSET : LOST_OFFSET + 16]
        return int.from_bytes(field[:8], "little"), int.from_bytes(field[8:], "little")

    @property
    def finished(self) -> bool:
        """Whether nothing can come in this page any more."""
        full = self._taken == self.capacity
        return full and not self._holes and not self._open and self.sealed

    @property
    def untouched(self) -> bool:
        """Whether no record was seen in it so far."""
        return self._seen == 0

    def take(self, dead: bool) -> Iterator[tuple[bytes, bytes]]:
        """New records and their kinds, in slot order but for late ones.

        With `dead` the process has ended: all that is complete is taken, the rest never comes.
        """
        if dead:
            self._scan(thorough=True)
        if self._open:
            closed = self._closed(dead)
            if closed:
                yield closed, bytes([CLOSE]) * (len(closed) // RECORD_SIZE)
        if self._holes:
            for index in self._filled_holes(dead):
                yield self._slice(index, index + 1)
        if self._taken < self._seen:
            start, self._taken = self._taken, self._seen
            for index in sorted(index for index in self._holes if index >= start):
                if start < index:
                    yield self._slice(start, index)
                start = index + 1
            if start < self._seen:
                yield self._slice(start, self._seen)
        if dead:
            self._holes.clear()
            self._open.clear()
        elif self._seen < self.capacity:
            self._scan(thorough=self.sealed)

    def close(self) -> None:
        """Unmap the file."""
        self._map.close()
        os.close(self._descriptor)

    def _scan(self, thorough: bool) -> None:
        """Find how far slots are filled; remember the empty ones before that."""
        look = self.capacity if thorough else _FIRST_LOOK
        while self._seen < self.capacity:
            start = self._seen
            end = min(start + look, self.capacity)
            kinds = self._read(start, end)[KIND_OFFSET::RECORD_SIZE]
            filled = len(kinds.rstrip(b"\0"))
            zero = kinds.find(0, 0, filled)
            while zero >= 0:
                self._holes[start + zero] = False
                zero = kinds.find(0, zero + 1, filled)
            self._seen = start + filled
            if filled < end - start:
                return
            look = _LOOK

    def _slice(self, start: int, end: int) -> tuple[bytes, bytes]:
        records = self._read(start, end)
        kinds = records[KIND_OFFSET::RECORD_SIZE]
        if HELD in kinds:
            records = self._open_holds(start, records, kinds)
        return records, kinds

    def _read(self, start: int, end: int) -> bytes:
        """The slots from `start` to `end`."""
        at = HEADER_SIZE + start * RECORD_SIZE
        size = (end - start) * RECORD_SIZE
        if size > _MAPPED and _PREAD is not None:
            # Sees the same memory, without a fault for every 4 KiB of it.
            data: bytes = _PREAD(self._descriptor, size, at)
            if len(data) == size:
                return data
        return self._map[at : at + size]

    def _open_holds(self, start: int, records: bytes, kinds: bytes) -> bytes:
        """Remember the holds in `records` that have no release yet."""
        tops = records[self._top :: RECORD_SIZE]
        if 0 not in tops:
            return records
        tops = tops.translate(_IS_ZERO)
        held = kinds.translate(_IS_HELD)
        both = int.from_bytes(tops, "little") & int.from_bytes(held, "little")
        if not both:
            return records
        found = both.to_bytes(len(kinds), "little")
        changed: bytearray | None = None
        index = found.find(0xFF)
        while index >= 0:
            at = index * RECORD_SIZE
            taken_at, value = _time_and_value(records, at)
            if not _is_release(taken_at, value):
                self._open[start + index] = 0
                if value:
                    # Caught while the release was being written, byte by byte.
                    changed = changed or bytearray(records)
                    changed[at + VALUE_OFFSET : at + VALUE_OFFSET + 8] = _NO_VALUE
            index = found.find(0xFF, index + 1)
        return records if changed is None else bytes(changed)

    def _closed(self, dead: bool) -> bytes:
        """`CLOSE` records for the holds that were released meanwhile."""
        closed = []
        for index, before in list(self._open.items()):
            at = HEADER_SIZE + index * RECORD_SIZE
            if self._map[at + self._top] == 0 and not before and not dead:
                continue
            taken_at, value = _time_and_value(self._map, at)
            if not _is_release(taken_at, value):
                continue
            if value != before and not dead:
                self._open[index] = value
                continue
            del self._open[index]
            _, primitive, place, _, aux, thread, _, flags = RECORD.unpack_from(self._map, at)
            closed.append(RECORD.pack(value, primitive, place, taken_at, aux, thread, CLOSE, flags))
        return b"".join(closed)

    def _filled_holes(self, dead: bool) -> list[int]:
        ready = []
        for index, seen in list(self._holes.items()):
            if self._map[HEADER_SIZE + index * RECORD_SIZE + KIND_OFFSET] == 0:
                continue
            if seen or dead:
                del self._holes[index]
                if index < self._taken:
                    ready.append(index)
            else:
                self._holes[index] = True
        return ready


def _time_and_value(buffer: bytes | mmap.mmap, at: int) -> tuple[int, int]:
    fields = RECORD.unpack_from(buffer, at)
    return fields[0], fields[3]


def _is_release(taken_at: int, value: int) -> bool:
    """Whether `value` is a whole time: a half-written one is smaller than the acquire's."""
    return value != 0 and value >= taken_at
