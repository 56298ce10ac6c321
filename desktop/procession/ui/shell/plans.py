"""From a page of the window to the plan of a run."""

from __future__ import annotations

import os

from procession.plugin.manager import Manager
from procession.recorder import library
from procession.recorder.plan import RunPlan
from procession.ui.pages.lesson_page import LessonPage
from procession.ui.pages.script_page import ScriptPage

ROWS, COLUMNS = 30, 110
"""The size of the terminal that programs see."""


def lesson_plan(page: LessonPage, manager: Manager, language: str) -> RunPlan:
    """The program of a lesson as it stands in the editor. Raises OSError."""
    interpreter = page.panel.interpreter.interpreter()
    path = page.program_path()
    return RunPlan(
        output=str(library.new_path(page.lesson.path.name)),
        script=str(path),
        cwd=str(path.parent),
        python=interpreter.path,
        python_version=interpreter.version,
        start_method=page.panel.method.value() or None,
        probes=tuple(manager.probes()),
        terminal="pty",
        rows=ROWS,
        columns=COLUMNS,
        title=page.lesson.title_in(language),
        lesson=page.lesson.id,
        knobs=page.knob_values(),
    )


def script_plan(page: ScriptPage, manager: Manager) -> RunPlan:
    """A script of the user's. Raises OSError, ValueError (arguments, environment, time-out)."""
    interpreter = page.interpreter.interpreter()
    module = page.how.module_name()
    variables = page.how.variables()
    return RunPlan(
        output=str(library.new_path(page.path.name)),
        script=None if module else str(page.path),
        module=module,
        args=page.how.argument_list(),
        cwd=page.folder.text(),
        python=interpreter.path,
        python_version=interpreter.version,
        start_method=page.method.value() or None,
        probes=tuple(manager.probes()),
        terminal="pty",
        rows=ROWS,
        columns=COLUMNS,
        timeout_s=page.how.timeout_s(),
        env={**os.environ, **variables} if variables else None,
    )
