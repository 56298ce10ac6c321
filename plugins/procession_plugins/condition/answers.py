"""Which prediction a run of a lesson shows to be right, worked out from its recording."""

from __future__ import annotations

from procession.plugin.api import Recording, hangs


def fresh_bread(recording: Recording) -> int | None:
    """By how many came home after the first tray. 0: all at once, 1: one after another."""
    bread = _first(recording)
    wanted = recording.run.get("knobs", {})
    if bread is None or not {"CUSTOMERS", "WANTED", "TRAY"} <= wanted.keys():
        return None
    numbers = recording.statistics(bread)
    if numbers.get("calls:wait") != wanted["CUSTOMERS"] or wanted["CUSTOMERS"] < 2:
        return None
    # Everybody got what they wanted, though a tray is too small for more than one of them.
    fed = wanted["TRAY"] // wanted["WANTED"]
    return 1 if fed == 1 else 0 if fed >= wanted["CUSTOMERS"] else None


def missed_call(recording: Recording) -> int | None:
    """0: the children came, 1: they wait for ever, 2: an error ended one."""
    if any(hang.rule == "starved-wait" for hang in hangs(recording)):
        return 1
    codes = [one.exitcode for one in recording.processes.values() if one.role == "child"]
    return None if not codes else 2 if any(codes) else 0


def reading_room(recording: Recording) -> int | None:
    """Who is kept waiting: 0: writers (readers are favoured), 1: readers."""
    favours = recording.run.get("knobs", {}).get("FAVOURS")
    codes = [one.exitcode for one in recording.processes.values() if one.role == "child"]
    if any(codes) or favours not in ("readers", "writers"):
        return None
    return 0 if favours == "readers" else 1


def _first(recording: Recording) -> int | None:
    """Id of the first condition."""
    kinds = recording.primitives.items()
    return min((number for number, one in kinds if one.kind == "Condition"), default=None)
