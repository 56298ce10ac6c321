"""Rules about tasks, on runs told record by record: what is told, and of how much evidence."""

from __future__ import annotations

import pytest

from procession import records
from procession.plugin.api import Finding
from procession.trace.model import Model
from procession_plugins.pool.findings import findings
from tests.trace.story import Story

MS = 1_000_000
INHERITED = "through inheritance"
POOL = 7


class PoolStory(Story):
    """A pool of some workers, numbered from 2 on; Main is 1."""

    def __init__(self, workers: int = 2, kind: str = "Pool") -> None:
        super().__init__()
        self.process(1, ended_ns=100_000 * MS, exitcode=0)
        size = "max_workers" if kind == "ProcessPoolExecutor" else "processes"
        self.primitive(1, kind, POOL, name="pool", details={size: str(workers)})
        self.asked_at = self.place(1, "/w/x.py", 9)
        for number in range(2, workers + 2):
            self.process(number, role="worker", ended_ns=90_000 * MS, exitcode=0)
            self.alias(number, POOL, 1)
            self.add(number, records.CALL, 1, POOL, aux="worker", flags=records.FLAG_UNCOUNTED)

    def ready(self, worker: int) -> None:
        """It waits for a task."""
        self.wait(worker, 2, POOL, "task", kind=records.WAIT_EXPECTED)
        self.add(worker, records.WAKE, 3, POOL)

    def submit(self, job: int, items: int, at: int = 5) -> None:
        self.add(1, records.SUBMIT, at, POOL, job << 32, items, place=self.asked_at)

    def task(
        self, job: int, index: int, worker: int, start: int, end: int, error: str = "", **more: int
    ) -> None:
        """Sent, begun, done and come back; times in ns."""
        value = job << 32 | index
        self.add(1, records.SENT, min(start, 6), POOL, value, "work", thread=1)
        if more.get("items", 1) != 1:
            self.add(1, records.ITEMS, min(start, 6), POOL, value, more["items"], thread=1)
        self.add(worker, records.BEGIN, start, POOL, value, "work")
        self.add(worker, records.DONE, end, POOL, value, error or 0)
        self.add(1, records.RESULT, end + 10, POOL, value, error or 0, thread=2)

    def read(self, job: int) -> None:
        self.add(1, records.READ, 80_000 * MS, POOL, job << 32 | records.ALL_TASKS)

    def found(self) -> list[Finding]:
        """What the pool's rules say of it once it is over."""
        model: Model = self.model()
        model.feed(b'J{"t": "end", "exit_status": 0, "state": "ended"}')
        return list(findings(model))


def rules(story: PoolStory) -> list[str]:
    return [one.rule for one in story.found()]


def tiny(count: int, work: int, gap: int) -> PoolStory:
    story = PoolStory(1)
    story.submit(0, count)
    at = MS
    for index in range(count):
        story.task(0, index, 2, at, at + work)
        at += work + gap
    story.read(0)
    return story


def test_tasks_smaller_than_their_delivery() -> None:
    (found,) = tiny(1000, 1_000, 40_000).found()
    assert (found.rule, found.level) == ("tiny-tasks", "info")
    assert "take 1 µs each, delivering one takes 40 µs" in found.message
    assert found.where == ("x.py:9",)
    # 40 µs are a tenth of the work of 400, but then less than four pieces would be left.
    assert found.fix == "Send them in larger pieces: chunksize=200 would help."


@pytest.mark.parametrize(
    ("count", "work", "gap"),
    [(1000, 90_000, 40_000), (100, 1_000, 40_000), (250, 1_000, 2_000)],
    ids=["enough work", "few tasks", "nothing to gain"],
)
def test_healthy_tasks_are_not_called_tiny(count: int, work: int, gap: int) -> None:
    assert rules(tiny(count, work, gap)) == []


def shared_out(pieces: list[tuple[int, int, int, int]], workers: int = 2) -> PoolStory:
    """Pieces as (worker, start in ms, end in ms, items)."""
    story = PoolStory(workers)
    story.submit(0, sum(piece[3] for piece in pieces))
    for index, (worker, start, end, items) in enumerate(pieces):
        story.task(0, index, worker, start * MS, end * MS, items=items)
    story.read(0)
    return story


def test_a_last_piece_that_one_worker_does_alone() -> None:
    (found,) = shared_out([(2, 1, 101, 32), (3, 1, 1001, 32)]).found()
    assert (found.rule, found.level) == ("stragglers", "info")
    assert "the last 900 ms one worker worked alone" in found.message
    assert found.fix.startswith("chunksize=2 ")


def test_workers_that_got_nothing() -> None:
    (found,) = shared_out([(2, 1, 1001, 20), (3, 1, 1001, 20)], workers=4).found()
    assert found.rule == "idle-workers"
    assert found.message.startswith("2 of 4 workers of `pool` (x.py:9) got nothing to do")
    assert found.fix.startswith("chunksize=2 ")


@pytest.mark.parametrize(
    "pieces",
    [
        [(2, 1, 900, 10), (3, 1, 1000, 10)],
        [(2, 1, 11, 10), (3, 1, 91, 10)],
        [(2, 1, 1000, 1)],
    ],
    ids=["even", "short", "one item"],
)
def test_work_that_is_shared_out_well(pieces: list[tuple[int, int, int, int]]) -> None:
    assert rules(shared_out(pieces)) == []


def test_a_result_that_could_not_be_sent_back() -> None:
    story = PoolStory()
    story.submit(0, 1)
    error = "MaybeEncodingError: Error sending result"
    story.add(1, records.SENT, 6, POOL, 0, "work", thread=1)
    story.add(2, records.BEGIN, 10, POOL, 0, "work")
    story.add(2, records.DONE, 20, POOL, 0)
    story.add(2, records.DONE, 21, POOL, 0, error)
    story.add(1, records.RESULT, 30, POOL, 0, error, thread=2)
    story.read(0)
    (found,) = story.found()
    assert (found.rule, found.certainty, found.processes) == ("result-lost", "certain", (2, 1))
    assert found.where == ("x.py:9",)


@pytest.mark.parametrize(
    ("error", "rule"),
    [
        ("AttributeError: Can't pickle local object 'main.<locals>.work'", "unpicklable"),
        (
            "RuntimeError: Lock objects should only be shared between processes " + INHERITED,
            "not-through-a-queue",
        ),
    ],
)
def test_a_task_that_could_not_be_sent(error: str, rule: str) -> None:
    story = PoolStory()
    story.submit(0, 1)
    story.add(1, records.SENT, 6, POOL, 0, "work", thread=1)
    story.add(1, records.RESULT, 7, POOL, 0, error, thread=1)
    story.read(0)
    (found,) = story.found()
    assert (found.rule, found.level, found.certainty) == (rule, "error", "certain")
    assert ("`work` is local to `main()`" in found.message) == (rule == "unpicklable")


def dying(kind: str, exitcode: int) -> PoolStory:
    story = PoolStory(kind=kind)
    story.process(3, role="worker", ended_ns=50 * MS, exitcode=exitcode)
    story.submit(0, 1)
    story.ready(3)
    story.add(1, records.SENT, 6, POOL, 0, "work", thread=1)
    story.add(3, records.BEGIN, 10, POOL, 0, "work")
    return story


def test_a_worker_that_died_with_a_task() -> None:
    (found,) = dying("Pool", -9).found()
    assert (found.rule, found.level, found.processes) == ("pool-worker-died", "error", (3, 1))
    assert "P3 was killed (signal 9) holding task 0:0 of work (x.py:9)" in found.message


def test_a_worker_that_its_pool_ended_has_not_died() -> None:
    story = dying("Pool", -15)
    story.add(1, records.CALL, 40 * MS, value=4003, aux="terminate")
    assert rules(story) == []


def test_a_program_that_was_ready_for_a_broken_executor() -> None:
    story = dying("ProcessPoolExecutor", 1)
    story.add(1, records.FAILED, 51 * MS, POOL, aux="work\x1fBrokenProcessPool")
    story.add(1, records.GONE, 51 * MS, POOL, 0, "BrokenProcessPool")
    (found,) = story.found()
    assert (found.rule, found.level) == ("pool-worker-died", "warning")


def test_an_initializer_that_fails_is_counted() -> None:
    story = PoolStory(3)
    for number in (2, 3, 4):
        story.process(number, role="worker", ended_ns=number * MS, exitcode=1, error="OSError: no")
    (found,) = story.found()
    assert (found.rule, found.certainty) == ("initializer-fails", "certain")
    assert "failed 3 times" in found.message
    assert "OSError: no; no task can start" in found.message


def imap(ahead: int) -> PoolStory:
    story = PoolStory(1)
    story.submit(0, 0)
    for index in range(600):
        story.add(1, records.SENT, 100 + index, POOL, index, "work", thread=1)
        if index + ahead < 600:
            story.add(1, records.READ, 100 + index + ahead, POOL, index)
    return story


def test_an_imap_that_runs_away() -> None:
    assert rules(imap(ahead=590)) == ["imap-runaway"]
    assert rules(imap(ahead=300)) == []


def test_errors_alike_are_told_once() -> None:
    story = PoolStory()
    for job in range(3):
        story.submit(job, 1)
        story.task(job, 0, 2, 10 + job * 100, 20 + job * 100, f"ValueError: {job}\x1f/w/x.py:3")
    (found,) = story.found()
    assert (found.rule, found.where) == ("exception-unread", ("x.py:3",))
    assert "(and 2 more)" in found.message
