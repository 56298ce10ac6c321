"""What a process or a primitive does at the newest instant, as the labels say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procession.ui.timeline.kinds import EXPECTED, HELD, IO, KIND_OF, WAITING
from procession.ui.timeline.scene import Scene
from procession.ui.timeline.words import Words, tag
from procession.ui.tokens import Tokens

if TYPE_CHECKING:
    from procession.trace.spans import Spans


def process_status(scene: Scene, number: int, words: Words, theme: Tokens) -> tuple[str, str]:
    """The sentence and its colour: red waiting, amber or green holding, else quiet."""
    process = scene.model.processes[number]
    if process.ended:
        on_request = scene.model.ended_on_request(number)
        text = words.ended(process.exitcode, process.ended_by, on_request)
        return text, theme.red if process.exitcode and not on_request else theme.text3
    rows = scene.processes.get(number)
    if rows is None or process.started_ns is None:
        return "", theme.text3
    doing = rows.open
    if doing is None or not len(doing):
        return words.texts()["running"], theme.text3
    return _doing(scene, doing, bool(rows.kept_from_others), words, theme)


def _doing(
    scene: Scene, doing: Spans, contended: bool, words: Words, theme: Tokens
) -> tuple[str, str]:
    held: list[str] = []
    wait = -1
    for index in range(len(doing)):
        kind = int(KIND_OF[doing.state[index]])
        if kind == HELD:
            held.append(name_of(scene, int(doing.primitive[index])))
        elif int(doing.thread[index]) == 0:
            wait = index
    holds = words.holds([name for name in dict.fromkeys(held) if name]) if any(held) else ""
    if wait >= 0:
        kind = int(KIND_OF[doing.state[wait]])
        sentence = wait_sentence(
            scene, kind, int(doing.primitive[wait]), int(doing.verb[wait]), words
        )
        if kind == WAITING:
            return ", ".join(part for part in (holds, sentence) if part), theme.red
        if not holds:
            return sentence, theme.text3
        holds = f"{holds}, {sentence}"
    if not holds:
        return words.texts()["running"], theme.text3
    return holds, theme.amber if contended else theme.green


def wait_sentence(scene: Scene, kind: int, primitive: int, verb: int, words: Words) -> str:
    """What a wait is for."""
    name = name_of(scene, primitive)
    called = scene.model.text(verb)
    if kind == WAITING:
        return words.waits(name, called)
    if kind == IO:
        return words.blocked(name, called)
    if kind == EXPECTED:
        return words.expects(name, called)
    return words.state(kind)


def name_of(scene: Scene, primitive: int) -> str:
    """What a primitive is called; empty for none."""
    known = scene.model.primitives.get(primitive)
    return known.label if known is not None else ""


def primitive_status(scene: Scene, number: int, words: Words, theme: Tokens) -> tuple[str, str]:
    """Who holds it or what it contains, and how many wait."""
    rows = scene.primitives.get(number)
    if rows is None:
        return "", theme.text3
    parts: list[str] = []
    if rows.style == "holder":
        parts.append(words.held_by([_tag_of(scene, one) for one in dict.fromkeys(rows.holding)]))
    elif rows.style == "slots":
        parts.append(words.slots(len(rows.holding)))
    elif rows.steps is not None:
        value = int(rows.steps.value[-1]) if len(rows.steps) else 0
        parts.append(words.backlog(value) if rows.style == "backlog" else words.inside(value))
    if rows.waiting:
        parts.append(words.waiting(rows.waiting))
    return " · ".join(parts), theme.text3


def _tag_of(scene: Scene, process: int) -> str:
    known = scene.model.processes.get(process)
    return tag(known.name) if known is not None else str(process)
