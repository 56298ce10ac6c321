"""Rules about shared values, shared memory and managers, on runs told record by record."""

from __future__ import annotations

import pytest

from procession import records
from procession.plugin.api import Finding
from procession_plugins.manager.findings import findings as of_managers
from procession_plugins.shared_data.findings import findings as of_values
from procession_plugins.shared_memory.findings import findings as of_blocks
from tests.trace.story import Story

MS = 1_000_000
THING = 7
END = b'J{"t": "end", "exit_status": 0, "state": "ended"}'


def story_of(kind: str, **details: str) -> Story:
    """Main (1) and two children (2, 3) that know one thing."""
    story = Story()
    story.process(1, ended_ns=1000 * MS, exitcode=0)
    story.primitive(1, kind, THING, name="thing", details=details)
    for number in (2, 3):
        story.process(number, ended_ns=900 * MS, exitcode=0)
        story.alias(number, THING, 1)
    return story


def wrote(story: Story, process: int, at: int, age: int, index: int = 0, line: int = 5) -> None:
    """A write at `at`, of what had been read `age` ago on line 4; 0: it had not."""
    story.add(
        process,
        records.WROTE,
        at,
        THING,
        index << records.WROTE_AGE_BITS | age,
        story.place(process, "/w/x.py", 4) if age else 0,
        place=story.place(process, "/w/x.py", line),
    )


def test_an_update_is_lost_when_another_writes_between() -> None:
    story = story_of("Value")
    wrote(story, 2, 100, 0)
    wrote(story, 3, 150, 80)
    (found,) = of_values(story.model())
    assert (found.rule, found.level, found.certainty) == ("lost-update", "warning", "likely")
    assert (found.processes, found.where) == ((3, 2), ("x.py:5", "x.py:4"))


def test_read_and_written_in_one_line_is_certainly_an_update() -> None:
    story = story_of("Value")
    wrote(story, 2, 100, 20, line=4)
    wrote(story, 3, 150, 80, line=4)
    (found,) = of_values(story.model())
    assert found.certainty == "certain"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((2, 100, 20, 0), (3, 150, 40, 0)),
        ((2, 100, 20, 0), (2, 150, 80, 0)),
        ((2, 100, 20, 0), (3, 150, 0, 0)),
        ((2, 100, 20, 1), (3, 150, 80, 2)),
    ],
    ids=["read afterwards", "one process", "never read", "another element"],
)
def test_no_update_is_lost(first: tuple[int, ...], second: tuple[int, ...]) -> None:
    story = story_of("Array")
    for process, at, age, index in (first, second):
        wrote(story, process, at, age, index)
    assert list(of_values(story.model())) == []


def blocks(story: Story) -> list[Finding]:
    model = story.model()
    model.feed(END)
    return list(of_blocks(model))


def test_a_block_that_nobody_unlinks() -> None:
    story = story_of("SharedMemory", size="4096", name="psm_1")
    story.add(1, records.CALL, 5, THING, aux="close")
    (found,) = blocks(story)
    assert (found.rule, found.certainty) == ("leaked-shared-memory", "certain")
    story.add(2, records.CALL, 9, THING, aux="unlink")
    assert blocks(story) == []
    story.add(2, records.UNCALL, 10, THING, aux="unlink")
    assert len(blocks(story)) == 1


@pytest.mark.parametrize("details", [{"manager": "yes", "size": "8"}, {}], ids=["managed", "found"])
def test_blocks_that_are_not_ours_to_unlink(details: dict[str, str]) -> None:
    assert blocks(story_of("SharedMemory", name="psm_1", **details)) == []


def test_a_block_that_was_gone_when_it_was_wanted() -> None:
    story = story_of("SharedMemory", size="4096", name="psm_1")
    story.add(1, records.CALL, 5, THING, aux="unlink")
    error = "attach\x1fFileNotFoundError: [Errno 2] No such file or directory: '/psm_1'"
    story.add(2, records.FAILED, 9, aux=error)
    (found,) = blocks(story)
    assert found.processes == (2, 1)


SOURCE = "\n".join(
    [
        "shared['names'].append('x')",
        "shared['names'] = names",
        "shared['a']['b'] = 1",
        "shared.setdefault('k', []).append(2)",
        "names = shared['names']",
        "shared.append(3)",
        "shared.rows.append(4)",
        "print(shared['names'].index('x'))",
        "del shared['a']['b']",
        "self.shared.append(5)",
    ]
)


def managed() -> Story:
    story = story_of("Manager", typeid="dict")
    story.rows.append(("source", {"file": "/w/x.py", "text": SOURCE}))
    return story


@pytest.mark.parametrize("line", range(1, 11))
def test_changes_to_copies_are_told_from_the_line(line: int) -> None:
    story = managed()
    verb = {4: "setdefault", 7: "__getattribute__"}.get(line, "__getitem__")
    place = story.place(2, "/w/x.py", line)
    story.add(2, records.CALL, 9, THING, aux=verb, place=place)
    found = list(of_managers(story.model()))
    assert [one.rule for one in found] == ["nested-manager-edit"] * (line in (1, 3, 4, 7, 9))
    assert all(one.certainty == "likely" for one in found)


def test_a_proxy_in_a_proxy_is_no_copy() -> None:
    story = managed()
    story.primitive(2, "Manager", 8, details={"typeid": "list"})
    story.alias(2, 8, 2)
    place = story.place(2, "/w/x.py", 1)
    story.add(2, records.CALL, 9, THING, aux="__getitem__", place=place)
    story.add(2, records.CALL, 10, 8, aux="append", place=place)
    assert list(of_managers(story.model())) == []


def asking(calls: int, each: int, pause: int) -> list[Finding]:
    story = managed()
    at = MS
    for _ in range(calls):
        story.wait(2, at, THING, "__getitem__", kind=records.WAIT_EXPECTED)
        story.add(2, records.CALL, at + each, THING, aux="__getitem__")
        at += each + pause
    story.rows.append(("process", {"id": 2, "ended_ns": at}))
    model = story.model()
    model.feed(END)
    return list(of_managers(model))


def test_most_of_the_time_goes_into_asking() -> None:
    (found,) = asking(1000, 300_000, 100_000)
    assert (found.rule, found.level, found.processes) == ("manager-bound", "info", (2,))
    assert "in 1000 calls of 300 µs each" in found.message
    assert asking(1000, 100_000, 200_000) == []
    assert asking(20, 15 * MS, 0) == []
