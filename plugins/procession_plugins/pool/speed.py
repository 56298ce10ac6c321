"""Rules about the speed of pools: what handing out work costs, and who has nothing to do.

All numbers in the sentences are this run's own. Each rule asks for enough of them before it says
anything: a short program has nothing to gain, and a first task pays for what all others use.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from procession.plugin.api import Finding, Recording, at, primitive_name, span
from procession_plugins.pool.workers import OPEN, Array, place_of, workers_of

MANY_TASKS = 200
"""Fewer do not tell an average from chance."""
SAMPLE = 50_000
WASTED_NS = 10_000_000
"""Less than this, added up over all workers, nobody notices."""
LONG_NS = 100_000_000
"""So long must workers have been idle before their idleness is worth a sentence."""
SHARE = 0.1
"""Handing out should cost no more than this part of the work."""
RUNAWAY, RUNAWAY_TIMES = 500, 10


def findings(recording: Recording, pool: int) -> Iterator[Finding]:
    """What would make the work of one pool faster; asked when the run is over."""
    view = recording.task_view(pool)
    if len(view) >= RUNAWAY:
        yield from _runaway(recording, pool)
    if not recording.ended or not len(view):
        return
    mine = (view.outcome <= 1) & (view.started_ns != OPEN) & (view.done_ns != OPEN)
    rows = np.flatnonzero(mine & (view.worker != 0) & (view.done_ns >= view.started_ns))
    if not len(rows):
        return
    tiny = _tiny(recording, pool, rows)
    if tiny is not None:
        yield tiny
    else:
        yield from _uneven(recording, pool, rows)


# --- tasks too small to be worth sending ---------------------------------------------------------


def _tiny(recording: Recording, pool: int, rows: Array) -> Finding | None:
    view = recording.task_view(pool)
    if len(rows) < MANY_TASKS:
        return None
    # Of very many tasks a part that hung together tells as much.
    first = max(0, (len(rows) - SAMPLE) // 2)
    part = rows[first : first + SAMPLE]
    order = part[np.lexsort((view.started_ns[part], view.worker[part]))]
    started, done, worker = view.started_ns[order], view.done_ns[order], view.worker[order]
    # Between two tasks of a worker lies what it costs to send one result and get the next task,
    # if that was there to be sent already.
    again = (worker[1:] == worker[:-1]) & (view.submitted_ns[order][1:] <= done[:-1])
    gaps = (started[1:] - done[:-1])[again]
    if len(gaps) < MANY_TASKS // 2:
        return None
    # Some gaps are long because the machine did something else: the median is what it costs.
    delivery = float(np.median(gaps))
    work = float(np.median(done - started))
    wasted = delivery * len(gaps) * len(rows) / len(part)
    if delivery <= work or wasted < WASTED_NS:
        return None
    items = int(view.items[rows].sum())
    each = work * len(rows) / items
    size = max(len(workers_of(recording, pool)), 1)
    now = items / len(rows)
    chunk = _round(min(delivery / (SHARE * max(each, 1.0)), items / (4 * size)))
    asked = view.jobs["items"][view.job[rows]]
    mapped = bool((asked != 1).any()) or recording.primitives[pool].kind == "ProcessPoolExecutor"
    if chunk < 2 * now:
        fix = "Do the work without a pool, or give each task more of it."
    elif mapped:
        fix = f"Send them in larger pieces: chunksize={chunk} would help."
    else:
        fix = f"Let one task do some {chunk} of them: map() with chunksize={chunk}."
    where = place_of(recording, int(view.jobs["place"][view.job[rows[0]]]))
    what = "Tasks" if now < 1.5 else f"Pieces of {now:.0f} items"
    return Finding(
        rule="tiny-tasks",
        level="info",
        certainty="likely",
        message=f"{what} of {primitive_name(recording, pool)}{at(where)} take {span(work)} each, "
        f"delivering one takes {span(delivery)}: {len(rows)} of them cost the workers "
        f"{span(wasted)}.",
        fix=fix,
        at_ns=recording.last_ns,
        primitives=(pool,),
        where=(where,) if where else (),
    )


def _round(number: float) -> int:
    """A whole number with one digit that counts: chunk sizes are guesses."""
    if number < 10:
        return max(int(number), 2)
    power = 10 ** (len(str(int(number))) - 1)
    return int(number // power * power)


# --- work that is badly shared out ---------------------------------------------------------------


@dataclass(frozen=True)
class _Batch:
    """Tasks that were asked for together, and who did them; times in ns."""

    rows: Array
    items: int
    begin: int
    end: int
    work: int
    busy: Array
    """(workers,) how long each was at it; 0 for those who got nothing."""

    @property
    def workers(self) -> int:
        return len(self.busy)


def _uneven(recording: Recording, pool: int, rows: Array) -> Iterator[Finding]:
    view = recording.task_view(pool)
    size = _size(recording, pool)
    if size < 2:
        return
    # Executors ask for each piece by itself: what was asked for before the first one was done
    # belongs together.
    if recording.primitives[pool].kind == "ProcessPoolExecutor":
        groups = [rows[view.submitted_ns[rows] <= view.done_ns[rows].min()]]
    else:
        job = view.job[rows]
        length = np.zeros(len(view.jobs["items"]), np.int64)
        np.add.at(length, job, view.done_ns[rows] - view.started_ns[rows])
        # The longest ones are those that matter.
        chosen = np.argsort(length)[::-1][:4].tolist()
        groups = [rows[job == one] for one in chosen if view.jobs["items"][one] > 1]
    for group in groups:
        found = (
            _judge(recording, pool, _batch(recording, pool, group, size)) if len(group) else None
        )
        if found is not None:
            yield found
            return


def _size(recording: Recording, pool: int) -> int:
    details = recording.primitives[pool].details
    size = details.get("processes") or details.get("max_workers") or ""
    there = len(workers_of(recording, pool))
    return min(int(size), there) if size.isdigit() and there else there


def _batch(recording: Recording, pool: int, rows: Array, size: int) -> _Batch:
    view = recording.task_view(pool)
    took = view.done_ns[rows] - view.started_ns[rows]
    workers, which = np.unique(view.worker[rows], return_inverse=True)
    busy = np.zeros(max(size, len(workers)), np.int64)
    np.add.at(busy, which, took)
    return _Batch(
        rows,
        int(view.items[rows].sum()),
        int(view.started_ns[rows].min()),
        int(view.done_ns[rows].max()),
        int(took.sum()),
        busy,
    )


def _judge(recording: Recording, pool: int, batch: _Batch) -> Finding | None:
    """Whether another chunksize would have let the workers finish together."""
    view = recording.task_view(pool)
    lasted = batch.end - batch.begin
    ideal = batch.work / batch.workers
    # A quarter of the time must have been lost, and enough of it to be noticed.
    if lasted - ideal < max(LONG_NS, lasted / 4):
        return None
    took = view.done_ns[batch.rows] - view.started_ns[batch.rows]
    longest = int(batch.rows[int(np.argmax(took))])
    most = int(took.max())
    idle = int(np.count_nonzero(batch.busy == 0))
    if most < lasted / 4:
        # Not the work took so long, but workers that were about to start.
        return None
    where = place_of(recording, int(view.jobs["place"][view.job[longest]]))
    name = primitive_name(recording, pool)
    if idle and len(batch.rows) < batch.workers:
        if batch.items < 2 * len(batch.rows):
            # There were not more items than that.
            return None
        chunk = max(1, batch.items // (4 * batch.workers))
        message = (
            f"{idle} of {batch.workers} workers of {name}{at(where)} got nothing to do: "
            f"{batch.items} items went out in {len(batch.rows)} pieces, which took "
            f"{span(lasted)}."
        )
        return _advice(recording, pool, "idle-workers", message, f"chunksize={chunk}", where)
    # The tail: from when all but one had finished until the last one had.
    ends = np.array(
        [
            _last_end(view.worker, view.done_ns, batch.rows, w)
            for w in np.unique(view.worker[batch.rows]).tolist()
        ]
    )
    ends.sort()
    tail = int(ends[-1] - ends[-2]) if len(ends) > 1 else 0
    if tail < max(LONG_NS, lasted / 4):
        return None
    items = int(view.items[longest])
    if items > 1:
        chunk = max(1, min(batch.items // (16 * batch.workers), items // 2))
        fix = f"chunksize={chunk}"
        what = f"the longest piece, {items} items, took {span(most)}"
    else:
        # Of a few tasks of different lengths one is always the last.
        if most < tail or len(batch.rows) < 2 * batch.workers:
            return None
        fix = "start the longest ones first"
        what = f"task {view.name(longest)} took {span(most)}"
    message = (
        f"Of {span(lasted)} that {name}{at(where)} worked, the last {span(tail)} one worker "
        f"worked alone: {what}, all {len(batch.rows)} together {span(batch.work)}."
    )
    return _advice(recording, pool, "stragglers", message, fix, where)


def _last_end(worker: Array, done: Array, rows: Array, one: int) -> int:
    return int(done[rows][worker[rows] == one].max())


def _advice(
    recording: Recording, pool: int, rule: str, message: str, fix: str, where: str
) -> Finding:
    fix = f"{fix} would share it out better." if "=" in fix else f"Could you {fix}?"
    return Finding(
        rule=rule,
        level="info",
        certainty="likely",
        message=message,
        fix=fix,
        at_ns=recording.last_ns,
        primitives=(pool,),
        where=(where,) if where else (),
    )


# --- an imap far ahead of who takes its results ---------------------------------------------------


def _runaway(recording: Recording, pool: int) -> Iterator[Finding]:
    view = recording.task_view(pool)
    imaps = np.flatnonzero((view.jobs["items"] == 0) & (view.jobs["tasks"] > 0))
    for job in imaps[:16].tolist():
        rows = np.flatnonzero((view.job == job) & (view.sent_ns != OPEN))
        if not len(rows):
            continue
        order = rows[np.argsort(view.sent_ns[rows], kind="stable")]
        sent, count = view.sent_ns[order], np.cumsum(view.items[order])
        read = rows[view.read_ns[rows] != OPEN]
        by_read = read[np.argsort(view.read_ns[read], kind="stable")]
        # Of a chunk the first item that is taken counts for all of them.
        taken = np.concatenate(([0], np.cumsum(view.items[by_read])))
        at_sent = taken[np.searchsorted(view.read_ns[by_read], sent, "right")]
        ahead = count - at_sent
        over = (ahead >= RUNAWAY) & (count >= RUNAWAY_TIMES * np.maximum(at_sent, 1))
        if not over.any():
            continue
        at_row = int(np.flatnonzero(over)[np.argmax(ahead[over])])
        where = place_of(recording, int(view.jobs["place"][job]))
        yield Finding(
            rule="imap-runaway",
            level="info",
            certainty="certain",
            message=f"imap of {primitive_name(recording, pool)}{at(where)} had read "
            f"{int(count[at_row])} items when {int(at_sent[at_row])} results had been taken: it "
            "does not wait for who takes them, and keeps what is done in memory.",
            fix="Let a semaphore in the iterable hold it back, released for each result taken.",
            at_ns=int(sent[at_row]),
            primitives=(pool,),
            where=(where,) if where else (),
        )
