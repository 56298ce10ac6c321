"""Draws the whole window into a file, as a person would see it, without showing it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from procession.plugin.manager import Manager, load
from procession.ui import background
from procession.ui.app import make_application, use_language
from procession.ui.drafts import Drafts
from procession.ui.main_window import MainWindow
from procession.ui.program import Phase
from procession.ui.settings import Settings
from procession.ui.shell.recent import recent_runs
from procession.ui.theme import Theme, ThemeChoice

PATIENCE_MS = 60_000
ENOUGH = 60
"""Records of a live run that is worth a picture."""
RunMoment = Literal["live", "hung", "ended"]
TOOLS = ("runs", "plugins", "settings", "manual")
"""Pages about the program itself; a file of such a name is given as ``./runs``."""


def draw(
    target: str | None,
    out: str | Path,
    *,
    size: tuple[int, int] = (1600, 900),
    theme: ThemeChoice = "light",
    language: str = "en",
    manager: Manager | None = None,
    run: RunMoment | None = None,
) -> None:
    """Draw the window with `target` open: a file, ``plugin/lesson``, a page's name, or nothing.

    `size` is in px.  `run` runs a lesson or a script and draws that moment of it: while it goes on,
    once nobody can go on, or at its end; what was recorded is removed again.  Nothing of the
    user's settings and drafts is read or changed.  Raises OSError when `out` cannot be written,
    ValueError when `target` cannot be opened or run so, LookupError for an unknown lesson.
    """
    if QApplication.instance() is None:
        # A display may be missing; and a window must not flash up where there is one.
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = make_application()
    chosen = Theme(theme)
    chosen.apply()
    installed = use_language(app, language)
    with TemporaryDirectory(prefix="procession-picture-") as folder:
        window = MainWindow(
            chosen,
            manager or load(),
            Settings(Path(folder) / "settings.json"),
            language,
            drafts=Drafts(Path(folder) / "drafts"),
        )
        recorded: Path | None = None
        try:
            window.resize(*size)
            _show(window, target)
            window.show()
            # A page may begin to read when it is shown.
            _until(lambda: not background.busy())
            if run is not None:
                recorded = _run(window, run)
                _settle(app)
            _settle(app)
            if (focused := window.focusWidget()) is not None:
                focused.clearFocus()
            _settle(app)
            picture = window.grab()
            if not picture.save(str(out)):
                raise OSError(None, f"{out} cannot be written")
        finally:
            for live in window.runs.all:
                live.stop()
            _until(lambda: not any(one.live for one in window.runs.all))
            window.close()
            _until(lambda: not background.busy())
            window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            for translator in installed:
                app.removeTranslator(translator)
            chosen.close()
            if recorded is not None:
                _until(recorded.exists)  # its recorder finishes by itself
                recorded.unlink(missing_ok=True)


def _run(window: MainWindow, moment: RunMoment) -> Path | None:
    """Run what is open until that moment; returns where its recording will be."""
    window.desk.run_current()
    program = window.desk.program()
    if program is None:
        raise ValueError("only lessons and scripts can be run")

    def reached() -> bool:
        if not program.live:
            return True
        if moment == "live":
            return program.model is not None and program.model.events >= ENOUGH
        finder = program.finder
        return moment == "hung" and finder is not None and finder.now.hung_ns is not None

    _until(reached)
    if moment == "hung" and not program.live:
        raise ValueError("it did not hang")
    _until(lambda: not background.busy())
    return program.recording


def _show(window: MainWindow, target: str | None) -> None:
    if target is None:
        window.show_recent(recent_runs())
        _until(lambda: not background.busy())
        return
    if target in ("welcome", *TOOLS):
        if target != "welcome":
            window.tools.show(target)
        else:
            window.show_recent(recent_runs())
        _until(lambda: not background.busy())
        return
    path = Path(target)
    if path.exists():
        window.desk.open_path(path)
    else:
        window.open_lesson(target)
    program = window.desk.program()
    if program is not None:
        _until(lambda: program.phase in (Phase.ENDED, Phase.FAILED))
        if program.phase is Phase.FAILED:
            raise ValueError(program.error)
    if window.strip.text():
        raise ValueError(window.strip.text())


def _settle(app: QApplication) -> None:
    """Let layouts and first pictures happen: until a turn brings nothing new."""
    for _ in range(3):
        app.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        QCoreApplication.sendPostedEvents()


def _until(true: Callable[[], bool]) -> None:
    """Run the event loop until something is so; at most `PATIENCE_MS`."""
    if true():
        return
    loop = QEventLoop()
    check = QTimer()
    check.setInterval(5)
    check.timeout.connect(lambda: loop.quit() if true() else None)
    check.start()
    QTimer.singleShot(PATIENCE_MS, loop, loop.quit)
    loop.exec()
