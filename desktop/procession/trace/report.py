"""What happened in a run, in lines of text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from unicodedata import east_asian_width

from procession.trace.listing import Counted, Summary
from procession.trace.model import Model
from procession.trace.tables import Process
from procession.trace.tasks import Task

_MOST_TASKS = 20
"""So many tasks are listed one by one; of more, those that did not end well."""


def summary_lines(model: Model, tracks: Iterable[Counted]) -> list[str]:
    """The run, its processes, primitives, tasks and findings, as lines without line ends."""
    summary = Summary(model, tracks)
    lines = list(_run(model))
    processes = summary.processes()
    if processes:
        depths = dict(model.order_of_processes())
        rows = [_process(summary, model, model.processes[n], depth) for n, depth in depths.items()]
        lines += ["", *_table("Processes", _PROCESS_HEAD, rows, ">" + "<" * 3 + ">" * 3)]
    primitives = summary.primitives()
    if primitives:
        rows = []
        for primitive in primitives:
            counts = summary.counts(primitive)
            statistics = model.statistics(primitive.id)
            rows.append(
                (
                    primitive.kind,
                    primitive.name or "-",
                    primitive.place.short if primitive.place else "-",
                    duration(statistics.get("waited_ns")),
                    duration(statistics.get("held_ns")) if statistics.get("held_ns") else "-",
                    "  ".join(f"{name.replace('_', ' ')} {n}" for name, n in counts.items()),
                )
            )
        lines += ["", *_table("Primitives", _PRIMITIVE_HEAD, rows, "<<<>><")]
    tasks = model.tasks()
    if tasks:
        lines += ["", *_tasks(summary, tasks)]
    lines += ["", *_findings(model)]
    return lines


def duration(ns: int | None) -> str:
    """``840 ns``, ``12.4 µs``, ``148.8 ms``, ``18.45 s``; a dash when unknown."""
    if ns is None:
        return "-"
    if ns < 1_000:
        return f"{ns} ns"
    if ns < 1_000_000:
        return f"{ns / 1e3:.1f} µs"
    if ns < 1_000_000_000:
        return f"{ns / 1e6:.1f} ms"
    return f"{ns / 1e9:.2f} s"


_PROCESS_HEAD = ("pid", "name", "role", "ended", "lived", "waited", "cpu")
_PRIMITIVE_HEAD = ("kind", "name", "made at", "waited", "held", "counts")
_TASK_HEAD = ("task", "function", "worker", "items", "took", "outcome", "read")


def _run(model: Model) -> Iterator[str]:
    run = model.run
    yield " ".join([str(run.get("program") or "?"), *map(str, run.get("argv") or ())])
    told = [
        f"Python {run.get('python') or '?'}",
        f"start method {run.get('start_method') or '?'}",
        duration(model.last_ns),
        f"{model.events} events",
    ]
    if model.lost:
        told.append(f"{model.lost} lost")
    yield ", ".join(told)
    if not model.complete:
        yield "The recording is incomplete: it was cut off, or the program still runs."
    status = run.get("exit_status")
    yield f"{model.state}, exit status {'unknown' if status is None else status}"


def _process(summary: Summary, model: Model, process: Process, depth: int) -> tuple[str, ...]:
    lived = None
    if process.started_ns is not None:
        end = model.last_ns if process.ended_ns is None else process.ended_ns
        lived = end - process.started_ns
    return (
        str(process.pid),
        "  " * depth + (process.name or "-"),
        process.role,
        _end(process),
        duration(lived),
        duration(model.waited_ns(process.id)),
        duration(process.cpu_ns),
    )


def _end(process: Process) -> str:
    if not process.ended:
        return "alive"
    code = process.exitcode
    if code is None:
        return "ended"
    if code < 0:
        return f"signal {-code}"
    how = f" ({process.ended_by})" if process.ended_by in ("exception", "os_exit") else ""
    return f"exit {code}{how}"


def _tasks(summary: Summary, tasks: Sequence[Task]) -> Iterator[str]:
    shown = tasks
    if len(tasks) > _MOST_TASKS:
        shown = [task for task in tasks if task.outcome != "ok"][:_MOST_TASKS]
    rows = []
    for task in shown:
        took = None
        if task.started_ns is not None and task.ended_ns is not None:
            took = task.ended_ns - task.started_ns
        outcome = f"{task.outcome}: {task.error}" if task.error else task.outcome
        worker = summary.pid(task.worker)
        rows.append(
            (
                task.id,
                task.function or "-",
                "-" if worker is None else str(worker),
                str(task.items),
                duration(took),
                outcome,
                "yes" if task.read else "no",
            )
        )
    yield from _table(f"Tasks: {_outcomes(tasks)}", _TASK_HEAD, rows, "<<>>><<")


def _outcomes(tasks: Sequence[Task]) -> str:
    counted: dict[str, int] = {}
    for task in tasks:
        counted[task.outcome] = counted.get(task.outcome, 0) + 1
    return ", ".join(f"{number} {outcome}" for outcome, number in sorted(counted.items()))


def _findings(model: Model) -> Iterator[str]:
    if not model.findings:
        yield "No findings."
        return
    yield f"Findings: {len(model.findings)}"
    for finding in model.findings:
        yield f"  {finding.get('level')} ({finding.get('certainty')}): {finding.get('message')}"
        if finding.get("fix"):
            yield f"    {finding['fix']}"


def _table(
    title: str, head: Sequence[str], rows: Sequence[Sequence[str]], alignment: str
) -> Iterator[str]:
    yield title
    if not rows:
        return
    cells = [[_printable(cell) for cell in row] for row in (head, *rows)]
    widths = [max(_width(row[column]) for row in cells) for column in range(len(head))]
    for row in cells:
        parts = []
        for cell, width, side in zip(row, widths, alignment, strict=True):
            space = " " * (width - _width(cell))
            parts.append(space + cell if side == ">" else cell + space)
        yield ("  " + "  ".join(parts)).rstrip()


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _printable(text: str) -> str:
    """Without control characters: a file must not be able to drive the terminal."""
    return "".join(c if c.isprintable() else "?" for c in text)
