"""Starts a recorder and holds the other end of its connection. Used by window and command line."""

from __future__ import annotations

import json
import signal
import sys
import threading
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from types import ModuleType
from typing import Any, cast

from procession.recorder.descriptors import Descriptors
from procession.recorder.folder import remove_folder
from procession.recorder.main import record
from procession.recorder.plan import RunPlan

_starting = threading.Lock()


class RecorderClient:
    """One recorder process and the parent's end of its pipe."""

    def __init__(self, plan: RunPlan) -> None:
        """Starts the recorder: some 10 ms, so not on a GUI thread. Raises OSError."""
        self.plan = plan
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        # On Windows it is a PipeConnection, which has the same methods.
        self.connection: Connection = cast("Any", ours)
        descriptors = None
        if plan.terminal != "pty":
            descriptors = Descriptors.of_this_process()
        self.process: SpawnProcess = context.Process(
            target=record, args=(plan, theirs, descriptors), name="recorder"
        )
        try:
            _start(self.process)
        except BaseException:
            self.connection.close()
            raise
        finally:
            # Else the end of file would never come.
            theirs.close()
            if descriptors is not None and descriptors.stdin is not None:
                Descriptors(descriptors.stdin, ()).close()

    def send(self, command: dict[str, Any]) -> bool:
        """Send a command, `{"do": …}`; False when the recorder is gone. May block for a moment."""
        try:
            self.connection.send_bytes(json.dumps(command).encode())
        except (OSError, ValueError):
            return False
        return True

    def stop(self) -> bool:
        """Ask the recorder to stop the program; once more means at once."""
        return self.send({"do": "stop"})

    def close(self, timeout_s: float | None = None) -> int | None:
        """Let go of the recorder and wait for its end; its exit code, None when it still runs."""
        self.connection.close()
        self.process.join(timeout_s)
        code = self.process.exitcode
        if code is not None:
            if code != 0:
                # It could not tidy up itself; without its folder the program records no more.
                remove_folder(self.plan.nonce)
            self.process.close()
        return code


def _start(process: SpawnProcess) -> None:
    """Start a spawned process that knows nothing of our main module.

    It would import that, and with it all of a window. And the keyboard's signals wait until the
    recorder is ready for them.
    """
    bare = ModuleType("__main__")
    with _starting:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = bare
        try:
            if sys.platform == "win32":
                process.start()
                return
            keyboard = [signal.SIGINT, signal.SIGQUIT]
            before = signal.pthread_sigmask(signal.SIG_BLOCK, keyboard)
            try:
                process.start()
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
        finally:
            sys.modules["__main__"] = main
