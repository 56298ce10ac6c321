"""What the table ``run`` says when a run begins."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from typing import Any

import procession
from procession.recorder.plan import RunPlan


def first_rows(plan: RunPlan, origin: int) -> dict[str, Any]:
    """Keys and values; `origin` is the raw clock at the launch."""
    return {
        "program": plan.program,
        "argv": list(plan.args),
        "cwd": plan.cwd or os.getcwd(),
        "python": plan.python_version,
        "executable": plan.python,
        "start_method": plan.start_method,
        "engine": "multiprocessing",
        "exit_status": None,
        "started": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "origin_ns": origin,
        "duration_ns": None,
        "state": "running",
        "lost": 0,
        "complete": False,
        "title": plan.title,
        "lesson": plan.lesson,
        "knobs": dict(plan.knobs),
        "plugins": [name for name, _ in plan.probes],
        "host": platform.node(),
        "platform": platform.platform(),
        "cores": os.cpu_count(),
        "version": procession.__version__,
    }
