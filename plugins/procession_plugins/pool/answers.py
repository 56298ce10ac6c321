"""Which prediction a run of a lesson shows to be right, worked out from its recording."""

from __future__ import annotations

from procession.plugin.api import Recording, Task, hangs

MAIN = 1


def page_titles(recording: Recording) -> int | None:
    """By how many tasks were under way at once. 0: all, 1: as many as workers, 2: one."""
    tasks = _tasks(recording)
    workers = sum(one.role == "worker" for one in recording.processes.values())
    most = _at_once(tasks)
    if workers < 2 or len(tasks) <= workers:
        return None
    return 0 if most == len(tasks) else 1 if most > 1 else 2


def ways_to_ask(recording: Recording) -> int | None:
    """In which way tasks never overlapped. 0: apply, 1: map, 2: imap."""
    tasks = _tasks(recording)
    workers = sum(one.role == "worker" for one in recording.processes.values())
    # apply() sends a job for each letter; every other way sends one job with several tasks.
    jobs: dict[int, list[Task]] = {}
    for task in tasks:
        jobs.setdefault(task.job, []).append(task)
    single = [task for job in jobs.values() if len(job) == 1 for task in job]
    many = [job for job in jobs.values() if len(job) > 1]
    if workers < 2 or not single or not many:
        return None
    return 0 if _at_once(single) == 1 and any(_at_once(job) > 1 for job in many) else None


def chunk_lab(recording: Recording) -> int | None:
    """How many deliveries the last map made. 0: one an item, 1: one a chunk, 2: one a worker."""
    tasks = _tasks(recording)
    if not tasks:
        return None
    last = [task for task in tasks if task.job == tasks[-1].job]
    items = sum(task.items for task in last)
    workers = sum(one.role == "worker" for one in recording.processes.values())
    if len(last) == items:
        return 0
    return None if len(last) == workers else 1


def stragglers(recording: Recording) -> int | None:
    """Who did the large jobs. 0: one worker both, 1: each one."""
    tasks = [task for task in _tasks(recording) if task.ended_ns and task.started_ns]
    knobs = recording.run.get("knobs", {})
    if len(tasks) < 3 or not knobs:
        return None
    last = [task for task in tasks if task.job == tasks[-1].job]
    ordered = sorted(last, key=lambda task: task.index)
    large = ordered[-1:] if not knobs.get("FIRST") else ordered[:1]
    if large[0].items > 1:
        return 0
    pair = ordered[-2:] if not knobs.get("FIRST") else ordered[:2]
    return 1 if pair[0].worker != pair[1].worker else 0


def word_count(recording: Recording) -> int | None:
    """Who looked at the results. 1: main, with each as it came. None when nobody did."""
    tasks = _tasks(recording)
    return 1 if tasks and all(task.read for task in tasks) else None


def result_later(recording: Recording) -> int | None:
    """What became of the first task, whose get() timed out. 1: it was done once, and well."""
    tasks = _tasks(recording)
    if not tasks:
        return None
    return {"lost": 0, "ok": 1}.get(tasks[0].outcome) if len(tasks) == 2 else 2


def failure(recording: Recording) -> int | None:
    """What was shown of the error. 0: it ended the program, 1: nothing, 2: somebody asked."""
    failed = [task for task in _tasks(recording) if task.outcome == "error"]
    if not failed:
        return None
    if recording.processes[MAIN].ended_by == "exception":
        return 0
    return 2 if all(task.read for task in failed) else 1


def leaving(recording: Recording) -> int | None:
    """What main got. 0: the answer, 1: an error, 2: nothing, it waits."""
    if any(hang.rule == "results-after-terminate" for hang in hangs(recording)):
        return 2
    if recording.processes[MAIN].ended_by == "exception":
        return 1
    tasks = _tasks(recording)
    return 0 if tasks and all(task.outcome == "ok" for task in tasks) else None


def worker_gone(recording: Recording) -> int | None:
    """0: main heard of it, 1: it waits for ever, 2: the task was done."""
    if any(hang.rule == "pool-worker-died" for hang in hangs(recording)):
        return 1
    outcomes = [task.outcome for task in _tasks(recording)]
    if "lost" in outcomes:
        return 0 if recording.state == "ended" else None
    return None


def darts(recording: Recording) -> int | None:
    """What passed between the workers. 1: tasks to and from main, and nothing else."""
    kinds = {one.kind for one in recording.primitives.values()}
    return 1 if kinds == {"Pool"} and _tasks(recording) else None


def lock_in_a_letter(recording: Recording) -> int | None:
    """0: painted one at a time, 1: all at once, 2: an error for each."""
    outcomes = {task.outcome for task in _tasks(recording)}
    locks = [number for number, one in recording.primitives.items() if one.kind == "Lock"]
    if not locks:
        return None
    held = recording.holder_spans(locks[0])
    if len(held) == 0:
        return 2 if "ok" not in outcomes else None
    return 0 if (held.end_ns[:-1] <= held.start_ns[1:]).all() else 1


def _tasks(recording: Recording) -> list[Task]:
    """All tasks of the program's pool, in the order in which they were asked for."""
    return sorted(recording.tasks(), key=lambda task: (task.job, task.index))


def _at_once(tasks: list[Task]) -> int:
    """How many of them were under way at the same time, at the most."""
    spans = [(task.started_ns or 0, task.ended_ns or 0) for task in tasks if task.started_ns]
    return max((sum(s <= start < e for s, e in spans) for start, _ in spans), default=0)
