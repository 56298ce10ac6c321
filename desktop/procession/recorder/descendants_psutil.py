"""The program's processes where orphans cannot be adopted: those known, and those below them.

On macOS and Windows this is the way; it was run on Linux only.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable

import psutil


class PsutilDescendants:
    """psutil checks the create time before it sends anything: never another process."""

    def __init__(
        self, foreground: Callable[[], int | None], known: Callable[[], list[int]]
    ) -> None:
        self._foreground = foreground
        self._known = known
        self._met: dict[int, psutil.Process] = {}

    def _living(self) -> list[psutil.Process]:
        roots = [psutil.Process(os.getpid())]
        for pid in self._known():
            try:
                roots.append(self._met.setdefault(pid, psutil.Process(pid)))
            except psutil.Error:
                continue
        found: dict[int, psutil.Process] = {}
        for root in roots:
            try:
                below = root.children(recursive=True)
            except psutil.Error:
                below = []
            for process in (*below, *roots[1:]):
                found.setdefault(process.pid, process)
        return [process for process in found.values() if _runs(process)]

    def alive(self) -> list[int]:
        return [process.pid for process in self._living()]

    def interrupt(self) -> None:
        group = self._foreground()
        if group is not None and sys.platform != "win32":
            try:
                os.killpg(group, signal.SIGINT)
            except OSError:
                return
            return
        for process in self._living():
            try:
                if sys.platform == "win32":
                    process.send_signal(signal.CTRL_BREAK_EVENT)
                else:
                    process.send_signal(signal.SIGINT)
            except (psutil.Error, OSError):
                continue

    def terminate(self) -> None:
        for process in self._living():
            try:
                process.terminate()
            except psutil.Error:
                continue

    def kill(self) -> None:
        for process in self._living():
            try:
                process.kill()
            except psutil.Error:
                continue


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False
