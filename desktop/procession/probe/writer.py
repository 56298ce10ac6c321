"""Writing records: the one thing that every wrapper does.

`emit` takes no lock, opens no descriptor, wakes nobody and raises nothing, so that it may run
inside signal handlers, destructors and forks. When no page is to be had the record is counted
as lost, in the page before.
"""

import itertools
import os
import sys
import time
from _thread import _local, get_ident

from .. import records
from ..records import RECORD, SEPARATOR, WAIT_IO, WAIT_KEPT
from .pages import Book
from .threads import wait_flags
from .wrapping import swallow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

clock = time.perf_counter_ns
pack_into = RECORD.pack_into

MAX_TEXT = 32_000
"""Longer texts are cut: a text is for people."""
MAX_KEPT = 10_000
"""So many different texts and places are remembered; beyond that they are written again."""


class Epoch:
    """One process's life: its identity tells an object's state of before a fork from after."""


class Writer:
    """The state of the writing side in one process."""

    def __init__(self) -> None:
        self.book: Book | None = None
        self.epoch = Epoch()
        self.next_id = itertools.count(1).__next__
        self.texts: dict[str, int] = {}
        self.places: dict[tuple[object, ...], int] = {}
        self.mine = _local()
        """`index`: the number of the calling thread. Not kept by its ident: those come again."""
        self.next_thread = itertools.count(0).__next__
        self.token = 0
        self.on_wait: Callable[[int], None] | None = None
        """Told the place of every wait that begins, before it is written (see `stacks`)."""
        self.unwatched = 0
        """How many things could not be wrapped: nobody knows what is done with them."""


writer = Writer()


def begin(folder: str) -> None:
    """Start writing into `folder`, as the first process with the probe in this memory."""
    writer.book = Book(folder)
    writer.token = _new_token()
    writer.mine.index = writer.next_thread()
    writer.book.begin(writer.token, 0, 1)


def begin_in_child() -> None:
    """Start the pages of a forked child, which goes on with its parent's ids."""
    book = writer.book
    if book is None:
        return
    writer.epoch = Epoch()
    parent_token, writer.token = writer.token, _new_token()
    first = writer.next_id()
    writer.next_id = itertools.count(first).__next__
    writer.next_thread = itertools.count(0).__next__
    # Its other threads are the parent's.
    writer.mine.index = writer.next_thread()
    book.begin(writer.token, parent_token, first)
    for _ in range(writer.unwatched):
        book.miss(clock())


def _new_token() -> int:
    return int.from_bytes(os.urandom(8), "little") or 1


def leave_unwatched() -> None:
    """Something could not be wrapped: count it as lost, here and in forked children."""
    writer.unwatched += 1
    if writer.book is not None:
        writer.book.miss(clock())


def emit(
    kind: int,
    object: int = 0,
    place: int = 0,
    value: int = 0,
    aux: int = 0,
    when: int = 0,
    flags: int = 0,
) -> None:
    """Write one record. `value` is signed 64 bits, the ids unsigned 32."""
    try:
        book = writer.book
        if book is None:
            return
        if WAIT_KEPT <= kind <= WAIT_IO:
            flags |= wait_flags()
            if writer.on_wait is not None:
                writer.on_wait(place)
        now = when or clock()
        page = book.page or book.turn(None, now)
        while page is not None:
            slot = page.take()
            if slot < page.end:
                try:
                    thread = writer.mine.index
                except AttributeError:
                    thread = _meet_thread()
                pack_into(page.view, slot * 8, now, object, place, value, aux, thread, kind, flags)
                return
            page = book.turn(page, now)
        book.lose(now)
    except Exception as error:
        swallow(error)  # the program must never see ours


def thread_index() -> int:
    """The number of the calling thread in records of this process."""
    known: int | None = getattr(writer.mine, "index", None)
    return _meet_thread() if known is None else known


def _meet_thread() -> int:
    """The index of a thread that writes for the first time, with its name."""
    ident = get_ident()
    index = min(writer.next_thread(), 0xFFFF)
    writer.mine.index = index
    # threading.current_thread() would make a dummy Thread for a foreign thread.
    threading = sys.modules.get("threading")
    active = getattr(threading, "_active", {}).get(ident)
    name = getattr(active, "_name", "") or f"Thread-{index}"
    emit(records.THREAD, value=ident & 0x7FFFFFFFFFFFFFFF, aux=text(str(name)))
    return index


def text(string: str) -> int:
    """The id of a text, written out when it is new. 0 for the empty text."""
    if not string:
        return 0
    known = writer.texts.get(string)
    if known is not None:
        return known
    made = writer.next_id()
    _write_text(made, string)
    if len(writer.texts) < MAX_KEPT:
        writer.texts[string] = made
    return made


def _write_text(made: int, string: str) -> None:
    data = string[:MAX_TEXT].encode("utf-8", "replace")[:MAX_TEXT]
    data = len(data).to_bytes(4, "little") + data
    book = writer.book
    if book is None:
        return
    for part in range(0, len(data), 24):
        piece = data[part : part + 24].ljust(24, b"\0")
        _emit_piece(book, piece, made, part // 24)


def _emit_piece(book: Book, piece: bytes, made: int, part: int) -> None:
    """One slot with payload instead of time, object, place and value."""
    now = clock()
    page = book.page or book.turn(None, now)
    while page is not None:
        slot = page.take()
        if slot < page.end:
            at = slot * 8
            page.view[at : at + 24] = piece
            page.words[slot + 3] = made | part << 32 | records.TEXT << 48
            return
        page = book.turn(page, now)
    book.lose(now)


def place_of(file: str, line: int, function: str, column: int = -1) -> int:
    """The id of a source place; `column` (0-based) only where something is made."""
    key = (file, line, column) if column >= 0 else (file, line)
    known = writer.places.get(key)
    if known is not None:
        return known
    made = writer.next_id()
    where = f"{file}{SEPARATOR}{function}"
    if column >= 0:
        where += f"{SEPARATOR}{column}"
    emit(records.PLACE, object=made, value=line, aux=text(where))
    if len(writer.places) < MAX_KEPT:
        writer.places[key] = made
    return made


def fact(place: int = 0, **facts: object) -> None:
    """Tell something about this process."""
    pairs = SEPARATOR.join(f"{key}={value}" for key, value in facts.items())
    emit(records.FACT, place=place, aux=text(pairs))


def define(kind: str, key: str, place: int, made_here: bool, **details: object) -> int:
    """A new primitive, or one that arrived from another process; gives its id."""
    made = writer.next_id()
    describe(made, kind, key, place, made_here, **details)
    return made


def describe(
    object: int, kind: str, key: str, place: int, made_here: bool, **details: object
) -> None:
    """Write (again, with more details) what a primitive is."""
    fields = [kind, "", key, *(f"{name}={value}" for name, value in details.items())]
    emit(
        records.OBJECT,
        object=object,
        place=place,
        value=int(made_here),
        aux=text(SEPARATOR.join(fields)),
    )
