"""A window for tests, and a check that closing it leaves nothing behind."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSocketNotifier
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procession.plugin.manager import Manager, load
from procession.ui import background
from procession.ui.app import make_application
from procession.ui.drafts import Drafts
from procession.ui.main_window import MainWindow
from procession.ui.settings import Settings
from procession.ui.theme import Theme

LONG_MS = 30_000


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """The class of application that the program uses."""
    return QApplication


@pytest.fixture(scope="session")
def manager() -> Manager:
    """The built-in plugins, really loaded."""
    return load(safe_mode=True)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme, in use."""
    make_application()
    made = Theme("light")
    made.apply()
    yield made
    made.close()


@pytest.fixture(autouse=True)
def nothing_leaks(qapp: QApplication) -> Iterator[None]:
    """Fails a test that leaves notifiers, threads, processes or descriptors behind."""
    threads = set(threading.enumerate())
    processes = set(psutil.Process().children(recursive=True))
    notifiers = _notifiers()
    yield
    _settle()
    left = {one for one in threading.enumerate() if one.is_alive()} - threads
    # Threads of Qt's pool show up as dummies of `threading`; the pool keeps them for reuse.
    named = [one.name for one in left if not one.name.startswith("Dummy")]
    assert not named, f"threads left running: {named}"
    more = [one for one in psutil.Process().children(recursive=True) if one not in processes]
    _, alive = psutil.wait_procs([one for one in more if not _helper(one)], timeout=10)
    assert not alive, f"processes left running: {alive}"
    assert _notifiers() <= notifiers, "socket notifiers left enabled"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings in a file of the test's own."""
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def window(
    qtbot: QtBot, theme: Theme, manager: Manager, settings: Settings, tmp_path: Path
) -> Iterator[MainWindow]:
    """A shown main window; its runs are stopped afterwards."""
    made = MainWindow(theme, manager, settings, drafts=Drafts(tmp_path / "drafts"))
    made.resize(1440, 860)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    for run in made.runs.all:
        run.stop()
    qtbot.waitUntil(lambda: not any(run.live for run in made.runs.all), timeout=LONG_MS)
    made.close()
    qtbot.waitUntil(lambda: not background.busy(), timeout=LONG_MS)
    made.deleteLater()


def _settle() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()
    gc.collect()


def _notifiers() -> int:
    return sum(1 for one in gc.get_objects() if type(one) is QSocketNotifier and _enabled(one))


def _enabled(notifier: QSocketNotifier) -> bool:
    try:
        return notifier.isEnabled()
    except RuntimeError:  # its C++ side is gone
        return False


def _helper(process: psutil.Process) -> bool:
    try:
        return any("resource_tracker" in part for part in process.cmdline())
    except psutil.Error:
        return False


def open_descriptors() -> int:
    """How many descriptors this process has open."""
    return len(os.listdir("/proc/self/fd"))
