"""What happened in a stretch of time: shares of each state, and numbers of each kind of span."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from procession.trace.columns import Array
from procession.trace.intervals import union
from procession.trace.model import Model
from procession.trace.spans import Spans
from procession.trace.states import State

BINS = 16
MOST_KINDS = 200


@dataclass(frozen=True, slots=True, order=True)
class SpanKind:
    """What spans have in common: the state, the primitive (0: none), and what it was for."""

    state: int
    primitive: int
    verb: int
    """Index for `Model.text`."""


@dataclass(frozen=True, slots=True)
class KindNumbers:
    """Numbers of the spans of one kind that touch a range."""

    kind: SpanKind
    count: int
    total_ns: int
    """The time within the range, each span for itself."""
    median_ns: int
    """Of the spans' whole lengths, as the next two."""
    most_ns: int
    """95 of 100 are not longer."""
    longest_ns: int


@dataclass(frozen=True, slots=True)
class RangeStatistics:
    """Of the range from `from_ns` to `to_ns`."""

    from_ns: int
    to_ns: int
    shares: tuple[tuple[int, dict[State, int]], ...]
    """(process, ns of each state) in the order of the process tree; those alive in the range.
    A state counts while at least one thread is in it, RUNNING while no thread waits."""
    kinds: tuple[KindNumbers, ...]
    """The longest in total first, at most `MOST_KINDS`."""


@dataclass(frozen=True, slots=True)
class KindSpans:
    """The spans of one kind that touch a range; columns (n,)."""

    process: Array
    row: Array
    """Index in `Model.process_spans(process)`."""
    start_ns: Array
    length_ns: Array
    """Up to the newest instant for those that go on."""

    def histogram(self) -> tuple[Array, int]:
        """How many are in each of `BINS` equal steps from 0 to the longest, and that length."""
        longest = int(self.length_ns.max()) if len(self.length_ns) else 0
        counts, _ = np.histogram(self.length_ns, BINS, (0, max(1, longest)))
        return counts, longest

    def in_bin(self, number: int) -> Array:
        """Positions of the spans of one bin, in order of their start."""
        _, longest = self.histogram()
        edges = np.linspace(0, max(1, longest), BINS + 1)
        low = np.clip(np.searchsorted(edges, self.length_ns, "right") - 1, 0, BINS - 1)
        chosen = np.flatnonzero(low == number)
        ordered: Array = chosen[np.argsort(self.start_ns[chosen], kind="stable")]
        return ordered


def statistics_of(model: Model, from_ns: int, to_ns: int) -> RangeStatistics:
    """All numbers of a range; costs a look at every span's end."""
    shares: list[tuple[int, dict[State, int]]] = []
    keys, lengths, inside = [], [], []
    for number, _ in model.order_of_processes():
        spans, _ = _touching(model, number, from_ns, to_ns)
        mine = _shares(model, number, spans, from_ns, to_ns)
        if mine is not None:
            shares.append((number, mine))
        if len(spans):
            end = np.minimum(spans.end_ns, model.last_ns)
            keys.append(_keys(spans))
            lengths.append(np.maximum(end - spans.start_ns, 0))
            within = np.minimum(end, to_ns) - np.maximum(spans.start_ns, from_ns)
            inside.append(np.maximum(within, 0))
    kinds = _kinds(keys, lengths, inside) if keys else []
    kinds.sort(key=lambda one: (-one.total_ns, one.kind))
    return RangeStatistics(from_ns, to_ns, tuple(shares), tuple(kinds[:MOST_KINDS]))


def spans_of_kind(model: Model, kind: SpanKind, from_ns: int, to_ns: int) -> KindSpans:
    """The spans of one kind that touch a range, by process."""
    parts = []
    wanted = _key(kind)
    for number, _ in model.order_of_processes():
        spans, at = _touching(model, number, from_ns, to_ns)
        chosen = np.flatnonzero(_keys(spans) == wanted)
        spans, at = spans.take(chosen), at[chosen]
        length = np.maximum(np.minimum(spans.end_ns, model.last_ns) - spans.start_ns, 0)
        parts.append((spans.process, at, spans.start_ns, length))
    if not parts:
        nothing = np.zeros(0, np.int64)
        return KindSpans(nothing, nothing, nothing, nothing)
    return KindSpans(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _touching(model: Model, process: int, from_ns: int, to_ns: int) -> tuple[Spans, Array]:
    """The spans of a process that touch a range, and their positions."""
    spans = model.process_spans(process)
    stop = int(np.searchsorted(spans.start_ns, to_ns, "left"))
    at = np.flatnonzero(spans.end_ns[:stop] > from_ns)
    return spans.take(at), at


def _shares(
    model: Model, process: int, spans: Spans, from_ns: int, to_ns: int
) -> dict[State, int] | None:
    """None: it did not live in the range."""
    known = model.processes[process]
    born = from_ns if known.started_ns is None else known.started_ns
    ended = model.last_ns if known.ended_ns is None else known.ended_ns
    low, high = max(from_ns, born), min(to_ns, ended)
    if high <= low:
        return None
    shares = {state: _length(spans.of_state(state), low, high) for state in _STATES}
    contended = model.process_contended(process)
    shares[State.CONTENDED] = _length(contended, low, high)
    waits = spans.take(np.flatnonzero(spans.state >= State.WAITING))
    shares[State.RUNNING] = high - low - _length(waits, low, high)
    return shares


_STATES = (State.HELD, State.WAITING, State.IO, State.EXPECTED)


def _length(spans: Spans, low: int, high: int) -> int:
    start, end = np.maximum(spans.start_ns, low), np.minimum(spans.end_ns, high)
    some = end > start
    start, end = start[some], end[some]
    if not (start[1:] >= start[:-1]).all():
        order = np.argsort(start, kind="stable")
        start, end = start[order], end[order]
    start, end = union(start, end)
    return int((end - start).sum())


def _keys(spans: Spans) -> Array:
    """One number for each kind: 8 bits of state, 31 of verb and 24 of primitive are enough."""
    primitive = spans.primitive.astype(np.int64) & 0xFFFFFF
    keys: Array = primitive << 39 | spans.verb.astype(np.int64) << 8 | spans.state
    return keys


def _key(kind: SpanKind) -> int:
    return (kind.primitive & 0xFFFFFF) << 39 | kind.verb << 8 | kind.state


def _kinds(keys: list[Array], lengths: list[Array], inside: list[Array]) -> list[KindNumbers]:
    key, length = np.concatenate(keys), np.concatenate(lengths)
    within = np.concatenate(inside)
    order = np.argsort(key, kind="stable")
    key, length, within = key[order], length[order], within[order]
    bounds = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1], [True])))
    made = []
    for first, stop in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        number = int(key[first])
        mine = length[first:stop]
        median, most = np.percentile(mine, (50, 95))
        made.append(
            KindNumbers(
                SpanKind(number & 0xFF, number >> 39, (number >> 8) & 0x7FFFFFFF),
                stop - first,
                int(within[first:stop].sum()),
                int(median),
                int(most),
                int(mine.max()),
            )
        )
    return made
