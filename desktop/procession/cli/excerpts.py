"""The lines of source that a finding is about, and how a thread came to where it waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procession.plugin.api import Finding
    from procession.trace.model import Model
    from procession.trace.wait_graph import Wait

_MOST = 6
_WIDEST = 160


def excerpt(model: Model, finding: Finding) -> list[str]:
    """Lines to print below the finding's sentence: source, then the stacks of its waits."""
    lines = [f"    {place} | {text}" for place in finding.where if (text := _line(model, place))]
    for wait in _waits(model, finding):
        calls = [f"{place.short} in {place.function}" for place in wait.stack[:_MOST]]
        if len(calls) > 1:
            from procession.trace.naming import process_name

            who = process_name(model, wait.process)
            lines.append(f"    {who} waits at {', called from '.join(calls)}")
    return lines


def _waits(model: Model, finding: Finding) -> list[Wait]:
    """The waits of the hang that a finding tells of."""
    from procession.trace.hangs import hangs_of

    for hang in hangs_of(model):
        if hang.rule == finding.rule and hang.at_ns == finding.at_ns:
            return list(hang.waits)
    return []


def _line(model: Model, place: str) -> str:
    """The line of source at ``file:line``; empty when the recording has none or several."""
    name, _, number = place.rpartition(":")
    files = [
        text
        for file, text in model.sources.items()
        if file.replace("\\", "/").rsplit("/", 1)[-1] == name
    ]
    if len(files) != 1 or not number.isdecimal():
        return ""
    lines = files[0].splitlines()
    at = int(number) - 1
    return lines[at].strip()[:_WIDEST] if 0 <= at < len(lines) else ""
