"""A pseudo-terminal for a program run from the window: live output, and ``input()`` works."""

from __future__ import annotations

import os
import sys

from procession.recorder.console import NoConsole, Printed
from procession.recorder.messages import OUT

if sys.platform != "win32":
    import fcntl
    import pty
    import signal
    import struct
    import termios

    _BLOCK = 64 * 1024
    _MOST_INPUT = 1024 * 1024
    _ROUNDS = 16

    class PtyConsole(NoConsole):
        """Both ends of the terminal.

        The recorder leads its session, as a shell does: a leader's end hangs up on everybody. It
        also keeps the program's end open, so that a program may close it and go on.
        """

        def __init__(self, printed: Printed, rows: int, columns: int) -> None:
            self._printed = printed
            self._input = bytearray()
            self.master, self.slave = pty.openpty()
            self._open = True
            os.set_blocking(self.master, False)
            self.resize(rows, columns)

        def lead(self) -> None:
            """Make this process lead a session with the terminal as its controlling one."""
            os.setsid()
            fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)

        def come_forward(self) -> None:
            """Make the calling process's group the terminal's foreground. For before exec."""
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTTOU])
            os.tcsetpgrp(0, os.getpgrp())
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTTOU])

        def readable(self) -> list[int]:
            return [self.master] if self._open else []

        def writable(self) -> list[int]:
            return [self.master] if self._open and self._input else []

        def serve(self, ready: set[int]) -> None:
            if self.master not in ready or not self._open:
                return
            if self._input:
                self._write()
            for _ in range(_ROUNDS):
                if not self._read():
                    return

        def _read(self) -> bool:
            try:
                data = os.read(self.master, _BLOCK)
            except BlockingIOError:
                return False
            except OSError:
                return False
            self._printed(OUT, data)
            return True

        def _write(self) -> None:
            try:
                del self._input[: os.write(self.master, self._input[:4096])]
            except BlockingIOError:
                return
            except OSError:
                self._input.clear()

        def type(self, data: bytes) -> None:
            if len(self._input) + len(data) <= _MOST_INPUT:
                self._input += data

        def end_input(self) -> None:
            if self._open:
                control = termios.tcgetattr(self.master)[6]
                self.type(control[termios.VEOF])

        def resize(self, rows: int, columns: int) -> None:
            if self._open and 0 < rows < 0x10000 and 0 < columns < 0x10000:
                size = struct.pack("HHHH", rows, columns, 0, 0)
                fcntl.ioctl(self.master, termios.TIOCSWINSZ, size)

        def foreground(self) -> int | None:
            if not self._open:
                return None
            try:
                group = os.tcgetpgrp(self.master)
            except OSError:
                return None
            return group if group > 1 else None

        def drain(self) -> None:
            while self._open and self._read():
                pass

        def close(self) -> None:
            if self._open:
                self._open = False
                os.close(self.slave)
                os.close(self.master)
