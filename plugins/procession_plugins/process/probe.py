"""Watches ``multiprocessing.Process``: who waits for whom to end, who ends whom.

Births, names and ends of processes are seen by the core already.
"""

import sys

from procession.probe.api import (
    Watch,
    emit,
    place,
    records,
    replace,
    shorten,
    text,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any


_VERBS = {2: "interrupt", 9: "kill", 15: "terminate"}


def install(watch: Watch) -> None:
    """Called once in every observed process."""
    watch.when_imported("multiprocessing.process", _patch)
    popen = "popen_spawn_win32" if sys.platform == "win32" else "popen_fork"
    watch.when_imported(f"multiprocessing.{popen}", _patch_popen)


def _patch(module: "ModuleType") -> None:
    replace(module.BaseProcess, "join", _around_join)


def _pid_of(process: "Any") -> int:
    return getattr(process._popen, "pid", 0) or 0


def _around_join(original: "Any") -> "Any":
    def join(self, timeout=None):  # type: ignore[no-untyped-def]
        try:
            pid = 0
            try:
                pid = _pid_of(self)
                if pid:
                    limited = 0 if timeout is None else records.FLAG_LIMITED
                    emit(records.WAIT_EXPECTED, 0, place(1), pid, text("join"), flags=limited)
                original(self, timeout)
                if pid:
                    ended = self._popen is None or self._popen.returncode is not None
                    emit(records.WAKE, value=records.WOKE_OK if ended else records.WOKE_TIMEOUT)
            except BaseException as error:
                if pid:
                    emit(records.WAKE, value=records.WOKE_ERROR)
                shorten(error)
                raise
        except BaseException as error:
            shorten(error)
            raise

    return join


def _patch_popen(module: "ModuleType") -> None:
    # Under terminate() and kill(), the pool's and the interpreter's at exit too: whoever ends a
    # child this way meant to, and its death is no crash.
    if module.__name__.endswith("win32"):
        replace(module.Popen, "terminate", _around_terminate)
    else:
        replace(module.Popen, "_send_signal", _around_signal)


def _around_signal(original: "Any") -> "Any":
    def send(self, sig):  # type: ignore[no-untyped-def]
        try:
            if self.returncode is None:
                verb = _VERBS.get(int(sig), "signal")
                emit(records.CALL, 0, place(1), self.pid, text(verb))
            original(self, sig)
        except BaseException as error:
            shorten(error)
            raise

    return send


def _around_terminate(original: "Any") -> "Any":
    def terminate(self):  # type: ignore[no-untyped-def]
        try:
            if self.returncode is None:
                emit(records.CALL, 0, place(1), self.pid, text("terminate"))
            original(self)
        except BaseException as error:
            shorten(error)
            raise

    return terminate
