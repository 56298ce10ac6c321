"""What holds for every test: no window on the screen, no file in the user's folders, no process
left behind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from hypothesis import HealthCheck, settings

# Before anybody imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy machine is no failing test: how long an example takes says nothing here.
settings.register_profile("procession", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("procession")

_HELPERS = ("resource_tracker", "forkserver", "semaphore_tracker")


@pytest.fixture(scope="session", autouse=True)
def own_user_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """User data, settings and caches go to a temporary folder, in children, too."""
    home = tmp_path_factory.mktemp("user")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(home / name.lower()))
        for name in ("APPDATA", "LOCALAPPDATA"):
            if name in os.environ:
                patch.setenv(name, str(home / name.lower()))
        yield home


@pytest.fixture(scope="module", autouse=True)
def no_process_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails the module whose tests leave a process running, naming it."""
    before = set(psutil.Process().children(recursive=True))
    yield
    left = [child for child in psutil.Process().children(recursive=True) if child not in before]
    # One that is about to end gets the time for it; what waits here is an event, not a clock.
    _, alive = psutil.wait_procs([child for child in left if not _is_helper(child)], timeout=5)
    commands = [" ".join(_command(child)) for child in alive]
    assert not commands, f"{request.node.nodeid} left running: {commands}"


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline() or [process.name()]
    except psutil.Error:
        return []


def _is_helper(process: psutil.Process) -> bool:
    """multiprocessing's own helpers live until this process ends."""
    return any(name in part for part in _command(process) for name in _HELPERS)
