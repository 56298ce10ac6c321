"""What happened in a run: the object that ``show --json`` prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from procession.trace.listing import Counted, Summary
from procession.trace.model import Model
from procession.trace.report import summary_lines
from procession.trace.tables import Primitive, Process
from procession.trace.tasks import Task

__all__ = ["FORMAT", "Counted", "Summary", "finding_json", "show_json", "summary_lines"]

FORMAT = 1


def show_json(model: Model, tracks: Iterable[Counted]) -> dict[str, Any]:
    """The object described in the contracts under ``show --json``, ready for `json.dumps`."""
    summary = Summary(model, tracks)
    run = model.run
    return {
        "format": FORMAT,
        "program": run.get("program"),
        "argv": run.get("argv") or [],
        "python": run.get("python"),
        "start_method": run.get("start_method"),
        "engine": run.get("engine"),
        "exit_status": run.get("exit_status"),
        "started": run.get("started"),
        "duration_ns": model.last_ns if run.get("duration_ns") is None else run["duration_ns"],
        "events": model.events,
        "lost": model.lost,
        "complete": model.complete,
        "processes": [_process(summary, model, one) for one in summary.processes()],
        "primitives": [_primitive(summary, model, one) for one in summary.primitives()],
        "tasks": [_task(summary, one) for one in model.tasks()],
        "findings": [finding_json(summary, one) for one in model.findings],
    }


def finding_json(summary: Summary, finding: Mapping[str, Any]) -> dict[str, Any]:
    """One stored finding, with pids and ids as they are written outside."""
    return {
        **{name: finding.get(name) for name in _FINDING},
        "processes": [summary.pid(one) for one in finding.get("processes", ()) if _is_id(one)],
        "primitives": [summary.id_of(one) for one in finding.get("primitives", ()) if _is_id(one)],
        "where": [str(one) for one in finding.get("place", ())],
    }


_FINDING = ("rule", "level", "certainty", "message", "fix", "at_ns")


def _is_id(value: object) -> bool:
    return isinstance(value, int)


def _process(summary: Summary, model: Model, process: Process) -> dict[str, Any]:
    return {
        "pid": process.pid,
        "name": process.name,
        "parent_pid": summary.parent_pid(process),
        "role": process.role,
        "start_method": process.start_method,
        "daemon": process.daemon,
        "started_ns": process.started_ns,
        "ended_ns": process.ended_ns,
        "exitcode": process.exitcode,
        "ended_by": process.ended_by or "unknown",
        "waited_ns": model.waited_ns(process.id),
        "cpu_ns": process.cpu_ns,
        "peak_rss": process.peak_rss,
    }


def _primitive(summary: Summary, model: Model, primitive: Primitive) -> dict[str, Any]:
    statistics = model.statistics(primitive.id)
    return {
        "id": summary.id_of(primitive.id),
        "kind": primitive.kind,
        "name": primitive.name,
        "where": primitive.place.short if primitive.place else "",
        "made_by": summary.pid(primitive.process),
        "counts": summary.counts(primitive),
        "waited_ns": statistics.get("waited_ns"),
        "held_ns": statistics.get("held_ns"),
        "max_waiting": statistics.get("max_waiting"),
    }


def _task(summary: Summary, task: Task) -> dict[str, Any]:
    return {
        "pool": summary.id_of(task.pool),
        "id": task.id,
        "function": task.function,
        "worker_pid": summary.pid(task.worker),
        "host": None,
        "items": task.items,
        "submitted_ns": task.submitted_ns,
        "started_ns": task.started_ns,
        "ended_ns": task.ended_ns,
        "outcome": task.outcome,
        "error": task.error,
        "read": task.read,
    }
