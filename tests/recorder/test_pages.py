"""Pages are read while another process writes them."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procession.recorder.pages import NotReady, Page
from procession.records import (
    ACQUIRE,
    CLOSE,
    HEADER,
    HEADER_SIZE,
    HELD,
    MAGIC,
    RECORD,
    RECORD_SIZE,
    SEALED_OFFSET,
)

# Later than any page is opened: a release is.
OPENED = time.perf_counter_ns() + 3_600_000_000_000
WRITER = Path(__file__).with_name("page_writer.py")


class Writer:
    """A process that writes pages when it is told to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, str(WRITER), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def tell(self, *words: object) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(*words, file=self.process.stdin, flush=True)
        assert self.process.stdout.readline() == "done\n"

    def die(self) -> None:
        assert self.process.stdin is not None
        print("die", file=self.process.stdin, flush=True)
        assert self.process.wait() == -9

    def page(self) -> Page:
        (path,) = self.folder.glob("*.page")
        return Page(path)


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    made = Writer(tmp_path)
    yield made
    made.process.kill()
    made.process.communicate()


def take(page: Page, dead: bool = False) -> list[tuple[int, int, int]]:
    """Time, value and kind of what one tick takes."""
    found = []
    for records, kinds in page.take(dead):
        fields = list(RECORD.iter_unpack(records))
        assert bytes(field[6] for field in fields) == kinds
        found += [(field[0], field[3], field[6]) for field in fields]
    return found


def test_a_record_is_taken_on_the_tick_after_it_was_seen(writer: Writer) -> None:
    writer.tell("open", 0, 8)
    page = writer.page()
    assert take(page) == []
    writer.tell("write", 0, ACQUIRE, OPENED, 0)
    assert take(page) == []
    assert take(page) == [(OPENED, 0, ACQUIRE)]
    assert take(page) == []


def test_a_hole_is_passed_by_and_taken_when_it_is_filled(writer: Writer) -> None:
    writer.tell("open", 0, 8)
    page = writer.page()
    writer.tell("write", 0, ACQUIRE, OPENED, 0)
    writer.tell("write", 2, ACQUIRE, OPENED + 2, 0)
    take(page)
    assert [at - OPENED for at, _, _ in take(page)] == [0, 2]
    writer.tell("write", 1, ACQUIRE, OPENED + 1, 0)
    assert take(page) == []
    assert [at - OPENED for at, _, _ in take(page)] == [1]


def test_the_holes_of_a_killed_process_stay_empty(writer: Writer) -> None:
    writer.tell("open", 0, 8)
    page = writer.page()
    for slot in (0, 2, 5):
        writer.tell("write", slot, ACQUIRE, OPENED + slot, 0)
    take(page)
    writer.die()
    assert [at - OPENED for at, _, _ in take(page, dead=True)] == [0, 2, 5]
    assert take(page, dead=True) == []


def test_a_killed_process_loses_nothing_that_was_written(writer: Writer) -> None:
    writer.tell("open", 0, 300)
    for slot in range(200):
        writer.tell("write", slot, ACQUIRE, OPENED + slot, 0)
    writer.die()
    assert [at - OPENED for at, _, _ in take(writer.page(), dead=True)] == list(range(200))


def test_an_open_hold_is_closed_later(writer: Writer) -> None:
    writer.tell("open", 0, 2)
    page = writer.page()
    writer.tell("write", 0, HELD, OPENED, 0)
    writer.tell("write", 1, HELD, OPENED + 1, OPENED + 2)
    take(page)
    assert take(page) == [(OPENED, 0, HELD), (OPENED + 1, OPENED + 2, HELD)]
    writer.tell("seal")
    assert not page.finished
    writer.tell("write", 0, HELD, OPENED, OPENED + 9)
    assert take(page) == []
    assert take(page) == [(OPENED + 9, OPENED, CLOSE)]
    assert take(page) == []
    assert page.finished


def test_a_release_caught_half_written_counts_as_none(writer: Writer) -> None:
    at = 0x0123_4567_89AB
    writer.tell("open", 0, 4)
    page = writer.page()
    # Byte by byte, from the lowest: the upper ones are still 0.
    writer.tell("write", 0, HELD, at, (at + 5) & 0xFFFFFF)
    take(page)
    assert take(page) == [(at, 0, HELD)]
    writer.tell("write", 0, HELD, at, at + 5)
    take(page)
    assert take(page) == [(at + 5, at, CLOSE)]


def test_a_killed_holder_never_releases(writer: Writer) -> None:
    writer.tell("open", 0, 4)
    writer.tell("write", 0, HELD, OPENED, 0)
    page = writer.page()
    writer.die()
    assert take(page, dead=True) == [(OPENED, 0, HELD)]
    assert take(page, dead=True) == []


def test_a_page_is_finished_when_it_is_full_and_a_later_one_exists(writer: Writer) -> None:
    writer.tell("open", 0, 2)
    page = writer.page()
    writer.tell("write", 0, ACQUIRE, OPENED, 0)
    writer.tell("write", 1, ACQUIRE, OPENED, 0)
    take(page)
    take(page)
    assert not page.finished
    writer.tell("seal")
    assert page.finished


def test_a_file_without_the_magic_is_not_ready(tmp_path: Path) -> None:
    path = tmp_path / "1.page"
    path.write_bytes(bytes(HEADER_SIZE + RECORD_SIZE))
    with pytest.raises(NotReady):
        Page(path)
    path.write_bytes(b"")
    with pytest.raises(NotReady):
        Page(path)


def test_a_header_that_claims_more_than_the_file_holds_is_not_ready(tmp_path: Path) -> None:
    path = tmp_path / "1.page"
    header = HEADER.pack(MAGIC, 1000, 0, 1, 1, 1, 0, OPENED, 1, 0, 0, 0)
    path.write_bytes(header.ljust(HEADER_SIZE, b"\0") + bytes(RECORD_SIZE))
    with pytest.raises(NotReady):
        Page(path)


@given(
    order=st.permutations(range(150)),
    ticks=st.lists(st.integers(1, 40), min_size=1, max_size=30),
    killed=st.integers(0, 150),
)
def test_every_record_is_taken_once_however_late_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], ticks: list[int], killed: int
) -> None:
    path = tmp_path_factory.mktemp("page") / "1.page"
    header = HEADER.pack(MAGIC, 150, 0, 1, 1, 1, 0, OPENED, 1, 0, 0, 0)
    path.write_bytes(header.ljust(HEADER_SIZE, b"\0") + bytes(150 * RECORD_SIZE))
    page = Page(path)
    taken: list[int] = []
    written = order[:killed]
    left = list(written)
    with path.open("r+b", buffering=0) as file:
        for count in ticks:
            for slot in left[:count]:
                file.seek(HEADER_SIZE + slot * RECORD_SIZE)
                file.write(RECORD.pack(OPENED + slot, 1, 0, 0, 0, 0, ACQUIRE, 0))
            taken += [at - OPENED for at, _, _ in take(page)]
            assert set(taken) <= set(written) - set(left[count:])
            del left[:count]
        if killed == 150 and not left:
            file.seek(SEALED_OFFSET)
            file.write(b"\1\0\0\0")
            for _ in range(3):
                taken += [at - OPENED for at, _, _ in take(page)]
            assert page.finished
    taken += [at - OPENED for at, _, _ in take(page, dead=True)]
    assert sorted(taken) == sorted(set(written) - set(left))
    page.close()
