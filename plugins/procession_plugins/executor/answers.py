"""Which prediction a run of a lesson shows to be right, worked out from its recording."""

from __future__ import annotations

from procession.plugin.api import Recording, hangs


def errands_with_receipts(recording: Recording) -> int | None:
    """What became of the errands after the one that failed. 1: run like the others, 2: failed."""
    tasks = sorted(recording.tasks(), key=lambda task: (task.job, task.index))
    outcomes = [task.outcome for task in tasks]
    if "error" not in outcomes:
        return None
    later = outcomes[outcomes.index("error") + 1 :]
    if not later:
        return None
    return 1 if set(later) == {"ok"} else 2 if set(later) == {"error"} else None


def worker_missed(recording: Recording) -> int | None:
    """0: main heard that some letters got no answer, and went on, 1: it waits."""
    outcomes = {task.outcome for task in recording.tasks()}
    if "lost" not in outcomes:
        return None
    if recording.state == "ended":
        return 0
    return 1 if hangs(recording) else None
