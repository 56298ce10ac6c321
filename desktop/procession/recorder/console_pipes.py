"""Output through pipes: stored, and passed on to our own streams as fast as those take it."""

from __future__ import annotations

import os
import select
import sys
from typing import IO

from procession.recorder.console import NoConsole, Printed
from procession.recorder.messages import ERR, OUT

if sys.platform != "win32":
    _BLOCK = 64 * 1024
    # A pipe that is ready takes so much without blocking.
    _STEP = select.PIPE_BUF

    class _Tee:
        """One stream: from the program's pipe to ours."""

        def __init__(self, stream: int, pipe: IO[bytes]) -> None:
            self.stream = stream
            self.source = os.dup(pipe.fileno())
            pipe.close()
            self.open = True
            self.passing = bytearray()

        def shut(self) -> None:
            if self.open:
                self.open = False
                os.close(self.source)

    class PipeConsole(NoConsole):
        """Reads no further than what could be passed on: a slow reader slows the program only."""

        def __init__(self, printed: Printed, out: IO[bytes], err: IO[bytes]) -> None:
            self._printed = printed
            self._tees = [_Tee(OUT, out), _Tee(ERR, err)]

        def readable(self) -> list[int]:
            return [tee.source for tee in self._tees if tee.open and not tee.passing]

        def writable(self) -> list[int]:
            return [tee.stream for tee in self._tees if tee.passing]

        def serve(self, ready: set[int]) -> None:
            for tee in self._tees:
                if tee.passing and tee.stream in ready:
                    self._pass_on(tee)
                if tee.open and not tee.passing and tee.source in ready:
                    self._read(tee)

        def _read(self, tee: _Tee) -> bool:
            data = os.read(tee.source, _BLOCK)
            if not data:
                tee.shut()
                return False
            self._printed(tee.stream, data)
            tee.passing += data
            return True

        @staticmethod
        def _pass_on(tee: _Tee) -> None:
            ready = select.poll()
            ready.register(tee.stream, select.POLLOUT)
            try:
                while tee.passing and ready.poll(0):
                    del tee.passing[: os.write(tee.stream, tee.passing[:_STEP])]
            except OSError:
                # Our own reader has gone: the program is told in the same way.
                tee.passing.clear()
                tee.shut()

        def drain(self) -> None:
            """Blocks as long as our own streams do."""
            for tee in self._tees:
                ready = select.poll()
                if tee.open:
                    ready.register(tee.source, select.POLLIN)
                more = True
                while tee.passing or (tee.open and more):
                    if tee.passing:
                        writable = select.poll()
                        writable.register(tee.stream, select.POLLOUT)
                        writable.poll()
                        self._pass_on(tee)
                    elif ready.poll(0):
                        more = self._read(tee)
                    else:
                        more = False

        def close(self) -> None:
            for tee in self._tees:
                tee.shut()
