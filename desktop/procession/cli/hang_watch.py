"""Watches a run for a hang that nothing can end, to stop the program then."""

from __future__ import annotations

import time

from procession.recorder.client import RecorderClient
from procession.recorder.plan import RunPlan
from procession.recorder.target import partial_path

EVERY_S = 0.1


class HangWatch:
    """Follows what the recorder sends; asks it to stop a program that has certainly hung.

    A program has hung when its main thread can never go on. What is only likely stops nothing.
    """

    def __init__(self, client: RecorderClient, plan: RunPlan, seconds: float) -> None:
        """`seconds`: so long must it have hung."""
        from procession.trace.model import Model

        self._client = client
        self._plan = plan
        self._seconds = seconds
        self._model = Model()
        self._since: float | None = None
        self._next = 0.0
        self.stopped = False

    def take(self, message: bytes) -> None:
        """One message of the recorder's."""
        self._model.feed(message)
        if self._model.behind:
            self._read_again()

    def look(self) -> None:
        """Look whether it hangs, at most ten times a second."""
        now = time.monotonic()
        if self.stopped or now < self._next:
            return
        self._next = now + EVERY_S
        if not self._hangs():
            self._since = None
        elif self._since is None:
            self._since = now
        if self._since is not None and now - self._since >= self._seconds:
            self.stopped = True
            self._client.send({"do": "stop", "state": "hung"})

    def _hangs(self) -> bool:
        from procession.trace.hangs import hangs_of

        if not any(self._model.open_waits(process) for process in self._model.processes):
            return False
        main = self._model.processes.get(1)
        for hang in hangs_of(self._model):
            stuck = {(wait.process, wait.thread) for wait in (*hang.waits, *hang.victims)}
            if hang.certain and ((1, 0) in stuck or (main is not None and main.ended)):
                return True
        return False

    def _read_again(self) -> None:
        """Batches were left out: begin anew from the file."""
        from procession.trace.feed import read_file
        from procession.trace.model import Model

        self._model = Model()
        for message in read_file(partial_path(self._plan.output)):
            self._model.feed(message)
