"""Changes inside what a manager's container contains: they are made to a copy, and never travel.

``shared["names"].append("x")`` asks the manager for the list, which arrives as a copy, and changes
that. Nothing of the sort is recorded: it is told from the source of the line that asked.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from weakref import WeakKeyDictionary

import numpy as np

from procession.plugin.api import Finding, Recording, at, primitive_name, process_name, records

_READS = ("__getitem__", "get", "setdefault", "__getattribute__")
_CHANGES = frozenset(
    (
        *("append", "extend", "insert", "remove", "pop", "popitem", "clear", "sort", "reverse"),
        *("update", "add", "discard", "setdefault", "appendleft", "extendleft", "popleft"),
        *("intersection_update", "difference_update"),
    )
)
_CONTAINERS = ("dict", "list", "Namespace")
_kept: WeakKeyDictionary[Recording, dict[str, dict[int, str]]] = WeakKeyDictionary()


def findings(recording: Recording) -> Iterator[Finding]:
    """One finding for each line that changes a copy."""
    told: set[tuple[str, int]] = set()
    for number, one in sorted(recording.primitives.items()):
        if one.kind != "Manager" or one.details.get("typeid") not in _CONTAINERS:
            continue
        for place, process, time_ns in _reads(recording, number):
            known = recording.place(place)
            if (known.file, known.line) in told:
                continue
            told.add((known.file, known.line))
            change = _lines(recording, known.file).get(known.line)
            if change is None or _another_proxy(recording, number, place):
                continue
            yield Finding(
                rule="nested-manager-edit",
                level="warning",
                certainty="likely",
                message=f"{process_name(recording, process)} changes a copy{at(known.short)}: "
                f"`{change}` fetches from {primitive_name(recording, number)} and changes what it "
                "got, which the manager never hears of.",
                fix="Take it out, change it and put it back (d[k] = v), or nest a manager's own "
                "list or dict in it.",
                at_ns=time_ns,
                processes=(process,),
                primitives=(number,),
                where=(known.short,),
            )


def _reads(recording: Recording, primitive: int) -> Iterator[tuple[int, int, int]]:
    """(place, process, time) of the first read at each place."""
    events = recording.events_of(primitive)
    calls = np.flatnonzero(events["kind"] == records.CALL)
    verbs = events["aux"][calls]
    reading = [n for n in np.unique(verbs).tolist() if recording.text(n) in _READS]
    rows = calls[np.isin(verbs, reading)]
    places, first = np.unique(events["place"][rows], return_index=True)
    for place, row in zip(places.tolist(), rows[first].tolist(), strict=True):
        yield place, int(events["process"][row]), int(events["time_ns"][row])


def _another_proxy(recording: Recording, primitive: int, place: int) -> bool:
    """Whether what was fetched there is an object of the manager's itself: it was called there."""
    for number, one in recording.primitives.items():
        if one.kind == "Manager" and number != primitive:
            events = recording.events_of(number)
            if bool(((events["place"] == place) & (events["kind"] == records.CALL)).any()):
                return True
    return False


def _lines(recording: Recording, file: str) -> dict[int, str]:
    """Line → what stands there that changes what was fetched from something."""
    kept = _kept.setdefault(recording, {})
    if file not in kept:
        text = recording.sources.get(file)
        if text is None:
            return {}
        kept[file] = dict(_changes(text))
    return kept[file]


def _changes(text: str) -> Iterator[tuple[int, str]]:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return
    for node in ast.walk(tree):
        fetched: ast.expr | None = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            fetched = node.func.value if node.func.attr in _CHANGES else None
            shown: ast.AST = node
        elif isinstance(node, ast.Assign | ast.AugAssign | ast.Delete):
            targets = [node.target] if isinstance(node, ast.AugAssign) else node.targets
            inner = next((one for one in targets if isinstance(one, ast.Subscript)), None)
            fetched, shown = (inner.value, node) if inner is not None else (None, node)
        if fetched is not None and _fetches(fetched):
            yield fetched.lineno, ast.unparse(shown)[:80]


def _fetches(node: ast.expr) -> bool:
    """Whether an expression takes something out of a container."""
    if isinstance(node, ast.Subscript):
        return True
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, ast.Name) and node.value.id != "self"
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("get", "setdefault")
    )
