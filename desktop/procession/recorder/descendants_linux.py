"""The program's processes on Linux: since the recorder adopts orphans, all are below it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable

if sys.platform == "linux":
    from procession.recorder.proc_linux import Stat, descendants, send_signal

    class LinuxDescendants:
        """Found anew each time: a program may go on making processes while it is stopped."""

        def __init__(self, foreground: Callable[[], int | None]) -> None:
            self._foreground = foreground

        def _living(self) -> list[Stat]:
            return [stat for stat in descendants(os.getpid()) if stat.state not in "ZX"]

        def alive(self) -> list[int]:
            return [stat.pid for stat in self._living()]

        def interrupt(self) -> None:
            group = self._foreground()
            if group is not None:
                try:
                    os.killpg(group, signal.SIGINT)
                except OSError:
                    return
                return
            # Our own group also holds those who stand beside us in a pipeline: one by one.
            own = os.getpgid(0)
            for stat in self._living():
                try:
                    if os.getpgid(stat.pid) == own:
                        send_signal(stat, signal.SIGINT)
                except OSError:
                    continue

        def terminate(self) -> None:
            self._send(signal.SIGTERM)

        def kill(self) -> None:
            self._send(signal.SIGKILL)

        def _send(self, number: int) -> None:
            for stat in self._living():
                send_signal(stat, number)
                if number == signal.SIGTERM:
                    # A stopped process would hear of it only when somebody continues it.
                    send_signal(stat, signal.SIGCONT)
