"""Watches a run for a hang that nothing can end, to stop the program then."""

from __future__ import annotations

import sys
import time

from procession.recorder.client import RecorderClient
from procession.recorder.plan import RunPlan
from procession.recorder.target import partial_path

EVERY_S = 0.05


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
        self._seen = 0
        """At how many looks, one after the other, it hung."""
        self._next = 0.0
        self.stopped = False

    def take(self, message: bytes) -> None:
        """One message of the recorder's."""
        self._model.feed(message)
        if self._model.behind:
            self._read_again()

    def look(self) -> None:
        """Look whether it hangs, at most twenty times a second."""
        now = time.monotonic()
        if self.stopped or now < self._next:
            return
        self._next = now + EVERY_S
        try:
            formed = self._formed()
        except Exception as error:
            # The run goes on without us: it is the program that matters.
            self.stopped = True
            what = f"{type(error).__name__}: {error}"
            print(f"procession: cannot look for hangs: {what}", file=sys.stderr)
            return
        if formed is None:
            self._seen = 0
            return
        # Twice, so that something was heard of the program in between.
        self._seen += 1
        if self._seen > 1 and self._model.last_ns - formed >= self._seconds * 1e9:
            self.stopped = True
            self._client.send({"do": "stop", "state": "hung"})

    def _formed(self) -> int | None:
        """When the hang that nothing can end had formed; None: there is none."""
        from procession.trace.hangs import hangs_of

        if not any(self._model.open_waits(process) for process in self._model.processes):
            return None
        main = self._model.processes.get(1)
        for hang in hangs_of(self._model):
            stuck = {(wait.process, wait.thread) for wait in (*hang.waits, *hang.victims)}
            if hang.certain and ((1, 0) in stuck or (main is not None and main.ended)):
                return hang.at_ns
        return None

    def _read_again(self) -> None:
        """Batches were left out: begin anew from the file."""
        from procession.trace.feed import read_file
        from procession.trace.model import Model

        self._model = Model()
        for message in read_file(partial_path(self._plan.output)):
            self._model.feed(message)
