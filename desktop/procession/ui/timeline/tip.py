"""The text beside the pointer: object, state, duration, source line."""

from __future__ import annotations

from procession.trace.states import Outcome
from procession.ui.timeline.kinds import CONTENDED, HELD, RUNNING
from procession.ui.timeline.lanes import thread_of
from procession.ui.timeline.pick import Picked
from procession.ui.timeline.process_painter import task_name
from procession.ui.timeline.scene import Scene
from procession.ui.timeline.status import name_of, wait_sentence
from procession.ui.timeline.ticks import duration
from procession.ui.timeline.words import Words


def tip(scene: Scene, picked: Picked, words: Words) -> str:
    """Lines about what is picked."""
    lines = [f"{who_of(scene, picked, words)} · {what_of(scene, picked, words)}"]
    texts = words.texts()
    if picked.timed:
        end = scene.now_ns if picked.end_ns is None else picked.end_ns
        length = duration(max(0, end - picked.start_ns))
        if picked.end_ns is None and scene.running:
            length += f" {texts['so far']}"
        since = words.range(_at(picked.start_ns), _at(end))
        lines.append(f"{length} · {since}")
    if picked.task is not None:
        task = picked.task
        lines.append(task.error or task.outcome)
        if not task.read and task.outcome in ("ok", "error"):
            lines.append(texts["unread"])
        return "\n".join(lines)
    if picked.outcome == Outcome.TIMEOUT:
        lines.append(texts["timeout"])
    if picked.place:
        place = scene.model.place(picked.place)
        if place.short:
            lines.append(f"{place.short} {place.function}".rstrip())
    if picked.thread:
        lines.append(_thread(scene, picked.process, picked.thread, words))
    return "\n".join(lines)


def thread_name(scene: Scene, lane_id: int, words: Words) -> str:
    """What the lane of a thread is called."""
    return _thread(scene, *thread_of(lane_id), words)


def _thread(scene: Scene, process: int, thread: int, words: Words) -> str:
    name = scene.model.thread_name(process, thread)
    return name or f"{words.texts()['thread']} {thread}"


def who_of(scene: Scene, picked: Picked, words: Words) -> str:
    """The name of the process, or of the primitive, that it is about."""
    if picked.what in ("value", "primitive"):
        return name_of(scene, picked.primitive)
    process = scene.model.processes.get(picked.process)
    name = process.name if process is not None else ""
    return name or words.unnamed(picked.process)


def what_of(scene: Scene, picked: Picked, words: Words) -> str:
    """What it does there."""
    if picked.task is not None:
        return task_name(picked.task)
    if picked.what == "value":
        rows = scene.primitives[picked.primitive]
        if rows.style == "backlog":
            return words.backlog(picked.value)
        return f"{words.inside(picked.value)} · {_at(picked.start_ns)}"
    if picked.what == "process":
        process = scene.model.processes[picked.process]
        if not process.ended:
            return ""
        on_request = scene.model.ended_on_request(picked.process)
        return words.ended(process.exitcode, process.ended_by, on_request)
    if picked.what == "primitive":
        return scene.model.primitives[picked.primitive].kind
    if picked.kind in (HELD, CONTENDED):
        held = words.holds([name_of(scene, picked.primitive)])
        return f"{held} · {words.state(CONTENDED)}" if picked.kind == CONTENDED else held
    if picked.kind == RUNNING:
        return words.state(RUNNING)
    return wait_sentence(scene, picked.kind, picked.primitive, picked.verb, words)


def _at(time_ns: float) -> str:
    return duration(time_ns) if time_ns > 0 else "0 s"
