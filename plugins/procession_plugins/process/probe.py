"""Watches ``multiprocessing.Process``: who waits for whom to end, who ends whom.

Births, names and ends of processes are seen by the core already.
"""

from procession.probe.api import (
    Watch,
    called_internally,
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


def install(watch: Watch) -> None:
    """Called once in every observed process."""
    watch.when_imported("multiprocessing.process", _patch)


def _patch(module: "ModuleType") -> None:
    replace(module.BaseProcess, "join", _around_join)
    for verb in ("terminate", "kill", "interrupt"):
        replace(module.BaseProcess, verb, _around_signal(verb))


def _pid_of(process: "Any") -> int:
    return getattr(process._popen, "pid", 0) or 0


def _around_join(original: "Any") -> "Any":
    def join(self, timeout=None):  # type: ignore[no-untyped-def]
        pid = _pid_of(self)
        if pid:
            emit(records.WAIT_EXPECTED, 0, place(1), pid, text("join"))
        try:
            original(self, timeout)
        except BaseException as error:
            if pid:
                emit(records.WAKE, value=records.WOKE_ERROR)
            shorten(error)
            raise
        if pid:
            ended = self._popen is None or self._popen.returncode is not None
            emit(records.WAKE, value=records.WOKE_OK if ended else records.WOKE_TIMEOUT)

    return join


def _around_signal(verb: str) -> "Any":
    def around(original: "Any") -> "Any":
        def signal(self):  # type: ignore[no-untyped-def]
            pid = _pid_of(self)
            if pid and not called_internally(1):
                emit(records.CALL, 0, place(1), pid, text(verb))
            try:
                original(self)
            except BaseException as error:
                shorten(error)
                raise

        return signal

    return around
