"""Page files: memory-mapped slots that survive the death of their process.

A page is allocated on disk before it is mapped (a store into a sparse page of a full disk is
SIGBUS), mapped without keeping a descriptor, and unmapped when its last user lets go of it, so
that a thread that is late to fill its slot never writes into unmapped memory.
"""

import itertools
import os
import sys
from _weakref import ref

from ..records import (
    FIRST_PAGE_SIZE,
    HEADER,
    HEADER_SIZE,
    LOST_OFFSET,
    MAGIC,
    PAGE_SIZE,
    SEALED_OFFSET,
    page_name,
    slots_of,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

RETRY_AFTER = 4096
"""After so many lost records a process tries again to get a page."""


WORD = "N" if sys.maxsize >> 32 else "Q"
"""How words are stored: a ``size_t`` costs half as much as an "unsigned long long"."""


class Page:
    """One mapped page: `take` gives the next slot's offset in 8-byte words."""

    __slots__ = ("end", "path", "sequence", "take", "view", "words")

    def __init__(self, path: str, sequence: int, view: memoryview, size: int) -> None:
        self.path = path
        self.sequence = sequence
        self.view = view
        self.words = view.cast(WORD)  # type: ignore[call-overload]
        self.take: Callable[[], int] = itertools.count(HEADER_SIZE // 8, 4).__next__
        self.end = HEADER_SIZE // 8 + slots_of(size) * 4


class Book:
    """The pages of one process, one after the other."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.token = 0
        self.parent_token = 0
        self.inherited = 1
        self.page: Page | None = None
        self.pages: dict[int, Page] = {}
        self.lost = 0
        self.lost_since = 0
        self.refused = 0
        """How many of the lost records found no page."""
        self.nonces = itertools.count().__next__
        self.mapped: list[ref[memoryview]] = []
        """Every map that somebody may still write to: holds are completed in old pages too."""

    def begin(self, token: int, parent_token: int, inherited: int) -> None:
        """Start the pages of a new process (also: of a forked child).

        What a forked child has of its parent's pages raises ValueError when it is written to.
        """
        for words in [kept() for kept in self.mapped]:
            if words is not None:
                words.release()
        for page in self.pages.values():
            page.view.release()
        self.mapped = []
        self.token = token
        self.parent_token = parent_token
        self.inherited = inherited
        self.pages = {}
        self.page = None
        self.lost = 0
        self.lost_since = 0
        self.refused = 0

    def turn(self, full: Page | None, now: int) -> Page | None:
        """The page after `full`, made now unless another thread has; None when none is to be had.

        Two threads may both come here: each makes a page, the first one to enter it into the
        book wins, the other's file goes away unused. No lock, since a signal handler or a
        destructor may come here in the middle of this very function.
        """
        current = self.page
        if current is not None and current is not full:
            return current
        if self.refused % RETRY_AFTER:
            return None
        sequence = 0 if full is None else full.sequence + 1
        made = self._make(sequence, now)
        if made is None:
            return None
        winner = self.pages.setdefault(sequence, made)
        if winner is not made:
            discard(made.path)
            return winner
        self.mapped = [*(kept for kept in self.mapped if kept() is not None), ref(made.words)]
        self.page = made
        if full is not None:
            full.view[SEALED_OFFSET : SEALED_OFFSET + 4] = b"\1\0\0\0"
            self.pages.pop(full.sequence, None)
            self.pages[sequence] = made
        if self.lost:
            self._write_loss(made)
        return made

    def lose(self, now: int) -> None:
        """Count a record that found no page, where the recorder sees it."""
        self.refused += 1
        self.miss(now)

    def miss(self, now: int) -> None:
        """Count something that was not recorded, where the recorder sees it."""
        if not self.lost:
            self.lost_since = now
        self.lost += 1
        for page in list(self.pages.values()):
            self._write_loss(page)

    def _write_loss(self, page: Page) -> None:
        page.words[LOST_OFFSET // 8] = self.lost
        page.words[LOST_OFFSET // 8 + 1] = self.lost_since

    def _make(self, sequence: int, now: int) -> Page | None:
        size = PAGE_SIZE if sequence else FIRST_PAGE_SIZE
        pid = os.getpid()
        name = page_name(pid, self.token, sequence, self.nonces())
        # Not os.path.join: a signal could find its frame on the stack.
        path = f"{self.folder}{os.sep}{name}"
        view = map_new_file(path, size)
        if view is None:
            return None
        HEADER.pack_into(
            view,
            0,
            bytes(8),
            slots_of(size),
            sequence,
            pid,
            os.getppid(),
            self.token,
            self.parent_token,
            now,
            self.inherited,
            0,
            self.lost,
            self.lost_since,
        )
        view[0:8] = MAGIC
        return Page(path, sequence, view, size)


def discard(path: str) -> None:
    """Remove a page file that nothing was written to."""
    try:
        os.unlink(path)
    except OSError:
        pass


def map_new_file(path: str, size: int) -> memoryview | None:
    """A writable, shared map of a new file of `size` zero bytes; None when it cannot be had."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL
    flags |= getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
    flags |= getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags, 0o600)
    except OSError:
        return None
    try:
        _allocate(descriptor, size)
        return _map(descriptor, size)
    except (OSError, ValueError, MemoryError):
        discard(path)
        return None
    finally:
        os.close(descriptor)


def _allocate(descriptor: int, size: int) -> None:
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, size)
        return
    # Neither Windows nor macOS leaves holes in what was really written.
    zeros = bytes(65536)
    written = 0
    while written < size:
        written += os.write(descriptor, zeros[: size - written])


if sys.version_info >= (3, 13):
    import mmap

    def _map(descriptor: int, size: int) -> memoryview:
        return memoryview(mmap.mmap(descriptor, size, trackfd=False))

elif sys.platform == "win32":
    import mmap

    def _map(descriptor: int, size: int) -> memoryview:
        return memoryview(mmap.mmap(descriptor, size))

else:
    from .memory import map_descriptor as _map
