"""Runs a lesson as a person would from a terminal: its own Python, no Procession anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from procession.plugin import knobs
from procession.plugin.lessons import LessonInfo
from procession.plugin.manager import Manager, load

# The default start method of the program, as a Python that was built with another one would
# have it; in a child the parent's preparation has the last word.
_SITE = """
import multiprocessing, os
multiprocessing.set_start_method(os.environ["LESSON_START_METHOD"])
"""


def built_in() -> Manager:
    """The plugins that come with Procession."""
    return load(safe_mode=True)


def command(
    lesson: LessonInfo, folder: Path, start_method: str, values: dict[str, object]
) -> tuple[list[str], dict[str, str]]:
    """The command line and the environment that run `lesson` with these knobs."""
    program = folder / lesson.path.name
    program.write_text(knobs.apply(lesson.source, values), encoding="utf-8")
    site = folder / "site"
    site.mkdir(exist_ok=True)
    (site / "sitecustomize.py").write_text(_SITE)
    environment = {
        **os.environ,
        "PYTHONPATH": str(site),
        "PYTHONIOENCODING": "utf-8",
        "PYTHONWARNINGS": "error",
        "LESSON_START_METHOD": start_method,
    }
    environment.pop("PYTHONUNBUFFERED", None)  # it would tear printed lines apart
    return [sys.executable, str(program)], environment


def run(lesson: LessonInfo, folder: Path, start_method: str, **values: object) -> list[str]:
    """The lines that `lesson` prints; it must end with status 0 and say nothing on stderr."""
    arguments, environment = command(lesson, folder, start_method, values)
    result = subprocess.run(
        arguments,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=lesson.timeout_s,
    )
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout.splitlines()
