"""Rules about what is held: locks, semaphores, and waits that go round in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from procession.plugin.api import (
    Finding,
    Hang,
    Recording,
    at,
    both_orders,
    counted,
    hangs,
    how_it_ended,
    kept_waiting,
    listed,
    primitive_name,
    process_name,
)
from procession_plugins.lock.misuse import over_releases
from procession_plugins.lock.speed import one_at_a_time


def findings(recording: Recording) -> Iterator[Finding]:
    """Everything about locks."""
    for hang in hangs(recording):
        told = _SENTENCES.get(hang.rule)
        if told is None:
            continue
        message, fix = told(recording, hang)
        held = [hold.where for hold in hang.holds]
        yield Finding(
            rule=hang.rule,
            level="error",
            certainty="certain" if hang.certain else "likely",
            message=message,
            fix=fix,
            at_ns=hang.at_ns,
            processes=hang.processes,
            primitives=hang.primitives,
            where=_places([wait.where for wait in hang.waits] + held),
        )
    yield from _orders(recording)
    yield from over_releases(recording)
    yield from one_at_a_time(recording)


def _orders(recording: Recording) -> Iterator[Finding]:
    for pair in both_orders(recording):
        one, other = pair.one, pair.other
        first = primitive_name(recording, one.outer)
        second = primitive_name(recording, one.inner)
        yield Finding(
            rule="lock-order",
            level="warning",
            certainty="possible",
            message=f"{process_name(recording, one.who[0])} takes {first} ({one.outer_where}) "
            f"then {second} ({one.inner_where}), {process_name(recording, other.who[0])} takes "
            f"{second} ({other.outer_where}) then {first} ({other.inner_where}): "
            "another schedule deadlocks.",
            fix="Take the two in the same order everywhere.",
            at_ns=max(one.at_ns, other.at_ns),
            processes=(one.who[0], other.who[0]),
            primitives=(one.outer, one.inner),
            where=_places([one.outer_where, one.inner_where, other.outer_where, other.inner_where]),
        )


def _cycle(recording: Recording, hang: Hang) -> tuple[str, str]:
    parts = []
    for wait in hang.waits:
        held = [hold for hold in hang.holds if hold.who == wait.who]
        has = listed(primitive_name(recording, h.primitive) + at(h.where) for h in held)
        who = process_name(recording, wait.process)
        if wait.target is not None:
            waits = f"waits for {process_name(recording, wait.target)} to end"
        elif wait.verb == "acquire":
            waits = f"waits for {primitive_name(recording, wait.primitive)}"
        else:
            waits = f"waits in {wait.verb}() of {primitive_name(recording, wait.primitive)}"
        parts.append(f"{who} {f'holds {has} and ' if has else ''}{waits}{at(wait.where)}")
    fix = "Take the locks in the same order everywhere."
    if len(hang.primitives) == 1:
        fix = "Take all the places at once, or give one back before waiting for the next."
    if any(wait.verb != "acquire" for wait in hang.waits):
        fix = "Wait for other processes only after releasing what they need."
    rest = f" {counted(len(hang.victims), 'other wait hangs', 'other waits hang')} on it."
    return "; ".join(parts) + ". Neither can go on." + (rest if hang.victims else ""), fix


def _itself(recording: Recording, hang: Hang) -> tuple[str, str]:
    wait = hang.waits[0]
    hold = hang.holds[0] if hang.holds else None
    since = f" since {hold.where}" if hold is not None and hold.where else ""
    name = primitive_name(recording, wait.primitive)
    message = (
        f"{process_name(recording, wait.process)} waits for {name}{at(wait.where)}, "
        f"which it holds itself{since}."
    )
    if _kind(recording, wait.primitive) == "Lock":
        return message, "An RLock lets its holder in again; or release it before this line."
    return message, "Release a place before acquiring the next one."


def _orphaned(recording: Recording, hang: Hang) -> tuple[str, str]:
    wait = hang.waits[0]
    name = primitive_name(recording, wait.primitive)
    holders = listed(
        f"{process_name(recording, hold.process)}{at(hold.where)} "
        f"{how_it_ended(recording, hold.process)}"
        for hold in hang.holds
    )
    waiting = list(dict.fromkeys(one.process for one in hang.waits))
    who = counted(len(waiting), "process waits", "processes wait")
    if len(waiting) == 1:
        who = f"{process_name(recording, waiting[0])}{at(wait.where)} waits"
    plural = "holders" if len(hang.holds) > 1 else "holder"
    return (
        f"{name}'s {plural} {holders} holding it; {who} for ever.",
        (
            "Hold it in a `with` block, and end a process by asking it to, not with "
            "terminate() or kill()."
        ),
    )


def _nobody(recording: Recording, hang: Hang) -> tuple[str, str]:
    wait = hang.waits[0]
    name = primitive_name(recording, wait.primitive)
    waiting = list(dict.fromkeys(process_name(recording, one.process) for one in hang.waits))
    verb, others = _WAKES.get(_kind(recording, wait.primitive), ("release", "release it"))
    return (
        (
            f"{listed(waiting)} {'waits' if len(waiting) == 1 else 'wait'} for {name}"
            f"{at(wait.where)}; every process that could {others} has ended or waits, too."
            f"{kept_waiting(recording, hang)}"
        ),
        f"Make sure that {verb}() is called on every path, or give the wait a time-out.",
    )


_WAKES = {"Event": ("set", "set it"), "Condition": ("notify", "notify it")}


def _kind(recording: Recording, primitive: int) -> str:
    known = recording.primitives.get(primitive)
    return known.kind if known is not None else ""


def _places(places: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place for place in places if place))


_SENTENCES = {
    "lock-cycle": _cycle,
    "self-deadlock": _itself,
    "holder-died": _orphaned,
    "starved-wait": _nobody,
}
