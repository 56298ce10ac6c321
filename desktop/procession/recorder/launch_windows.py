"""Starts the program on Windows: in a job, so that all its descendants can be ended.

Checked by types only: it was not run, as no Windows was at hand.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Mapping
from queue import Empty, Queue
from typing import IO

from procession.recorder.console import Console, NoConsole, Printed
from procession.recorder.descriptors import Descriptors
from procession.recorder.errors import LaunchError
from procession.recorder.messages import ERR, OUT
from procession.recorder.plan import RunPlan

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _BLOCK = 64 * 1024
    _BLOCKS = 64
    _KILL_ON_JOB_CLOSE = 0x2000
    _EXTENDED_LIMIT_INFORMATION = 9
    _LIMIT_SIZE = 144
    _LIMIT_FLAGS_OFFSET = 16

    class _Job:
        """A job object; `end` ends every process in it."""

        def __init__(self, process: subprocess.Popen[bytes], kill_on_close: bool) -> None:
            kernel = self._kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            kernel.CreateJobObjectW.restype = wintypes.HANDLE
            kernel.AssignProcessToJobObject.argtypes = [wintypes.HANDLE, wintypes.HANDLE]
            self.handle = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
            if kill_on_close:
                flags = bytes(_LIMIT_FLAGS_OFFSET) + _KILL_ON_JOB_CLOSE.to_bytes(4, "little")
                limits = ctypes.create_string_buffer(flags, _LIMIT_SIZE)
                kernel.SetInformationJobObject(
                    self.handle, _EXTENDED_LIMIT_INFORMATION, limits, _LIMIT_SIZE
                )
            kernel.AssignProcessToJobObject(self.handle, wintypes.HANDLE(int(process._handle)))  # type: ignore[attr-defined]

        def end(self) -> None:
            self._kernel.TerminateJobObject(self.handle, 1)

    class ThreadedPipes(NoConsole):
        """Output through pipes that threads read; what they read waits in a bounded queue."""

        def __init__(self, printed: Printed, process: subprocess.Popen[bytes], tee: bool) -> None:
            self._printed = printed
            self._stdin = process.stdin
            self._tee = tee
            self._read: Queue[tuple[int, bytes]] = Queue(_BLOCKS)
            self._threads = []
            self.job: _Job | None = None
            for stream, pipe in ((OUT, process.stdout), (ERR, process.stderr)):
                if pipe is not None:
                    thread = threading.Thread(target=self._pump, args=(stream, pipe), daemon=True)
                    thread.start()
                    self._threads.append(thread)

        def _pump(self, stream: int, pipe: IO[bytes]) -> None:
            ours = sys.stdout if stream == OUT else sys.stderr
            read = getattr(pipe, "read1", pipe.read)
            while data := read(_BLOCK):
                if self._tee and ours is not None:
                    ours.buffer.write(data)
                    ours.buffer.flush()
                self._read.put((stream, data))
            pipe.close()

        def serve(self, ready: set[int]) -> None:
            try:
                while True:
                    self._printed(*self._read.get_nowait())
            except Empty:
                return

        def type(self, data: bytes) -> None:
            if self._stdin is not None:
                try:
                    self._stdin.write(data)
                    self._stdin.flush()
                except OSError:
                    self._stdin = None

        def end_input(self) -> None:
            if self._stdin is not None:
                self._stdin.close()
                self._stdin = None

        def drain(self) -> None:
            for thread in self._threads:
                while thread.is_alive():
                    self.serve(set())
                    thread.join(0.01)
            self.serve(set())

        def close(self) -> None:
            self.end_input()
            if self.job is not None:
                self.job.end()

    def launch(
        plan: RunPlan, environment: Mapping[str, str], descriptors: Descriptors, printed: Printed
    ) -> tuple[subprocess.Popen[bytes], Console]:
        """Start the program of `plan`. Raises LaunchError."""
        descriptors.close()
        window = plan.terminal == "pty"
        pipe = None if plan.terminal == "inherit" else subprocess.PIPE
        flags = subprocess.CREATE_NEW_PROCESS_GROUP if window else 0
        try:
            process = subprocess.Popen(
                plan.argv,
                stdin=subprocess.PIPE if window else None,
                stdout=pipe,
                stderr=pipe,
                cwd=plan.cwd,
                env=dict(environment),
                creationflags=flags,
            )
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise LaunchError(f"cannot start {plan.python}: {reason}") from None
        if pipe is None:
            return process, NoConsole()
        console = ThreadedPipes(printed, process, tee=not window)
        if window:
            console.job = _Job(process, kill_on_close=True)
        return process, console
