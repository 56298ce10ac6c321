"""Watches the program's processes: reaps our own children, hears of the others' ends."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable

from procession.recorder.ends import EndWatch
from procession.recorder.observed import Observed
from procession.recorder.registry import Registry
from procession.recorder.sampler import Sampler

_PATIENCE_NS = 2_000_000_000


class Lives:
    """Which processes run, and how the others ended."""

    def __init__(
        self,
        registry: Registry,
        watch: EndWatch,
        sampler: Sampler,
        process: subprocess.Popen[bytes],
    ) -> None:
        self._registry = registry
        self._watch = watch
        self._sampler = sampler
        self._process = process
        self._unknown: dict[int, int] = {}
        """Ids of those whose exit code is not known yet → until when it is asked for."""
        self._children = True
        self.main_ended = 0
        """Raw clock; 0 while the program runs."""

    def met(self, process: Observed) -> None:
        """A process is new: watch it. It may be gone already."""
        # The program itself is our child and cannot have been replaced by another process.
        started = process.started if process.id != 1 else time.perf_counter_ns()
        if not self._watch.add(process.id, process.pid, started):
            self._registry.end(process, time.perf_counter_ns(), witnessed=False)
        else:
            self._sampler.sample_one(process, time.perf_counter_ns())

    def pids(self) -> list[int]:
        """Pids of the observed processes that have not ended."""
        return [process.pid for process in self._registry.active if not process.dead]

    def look(self) -> None:
        """See who has ended."""
        ended = [self._registry.all[number - 1] for number in self._watch.ended()]
        # After it was asked for: nobody's end is before the last thing they did.
        now = time.perf_counter_ns()
        for process in ended:
            self._sampler.sample_one(process, now)
            self._registry.end(process, now, witnessed=True)
            self._unknown[process.id] = now + _PATIENCE_NS
        # Others' statuses before our own reaping: a zombie's is there to be read.
        for number, until in list(self._unknown.items()):
            code = self._watch.status(number)
            if code is not None:
                self._registry.exit_code(self._registry.all[number - 1], code)
            if code is not None or now > until:
                del self._unknown[number]
                self._watch.forget(number)
        self._reap()

    def look_for_main(self) -> None:
        """Only see whether the program itself has ended."""
        self._reap()

    def _reap(self) -> None:
        if sys.platform == "linux":
            self._reap_all()
        else:
            code = self._process.poll()
            if code is not None and not self.main_ended:
                self._ended(self._registry.all[0], code, time.perf_counter_ns())

    def _reap_all(self) -> None:
        """Reap the program and the orphans that were handed to us."""
        if sys.platform != "linux":
            return
        while True:
            try:
                found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                self._children = False
                return
            self._children = True
            if found is None:
                return
            now = time.perf_counter_ns()
            pid = found.si_pid
            process = self._registry.living(pid)
            if process is not None and not process.dead:
                self._sampler.sample_one(process, now)
            _, status = os.waitpid(pid, 0)
            code = os.waitstatus_to_exitcode(status)
            if pid == self._process.pid:
                self._process.returncode = code
                if process is not None and process.id != 1 and not process.dead:
                    # The program executed another Python in its own place.
                    self._ended(process, code, now)
                process = self._registry.all[0]
            if process is None:
                # It was too short for its page to have been found.
                self._registry.ended_unmet(pid, now, code)
            elif process.id == 1 or not process.dead:
                self._ended(process, code, now)
            elif process.exitcode is None:
                self._registry.exit_code(process, code)
            else:
                self._registry.ended_unmet(pid, now, code)

    def _ended(self, process: Observed, code: int, now: int) -> None:
        if process.id == 1:
            self.main_ended = now
        self._registry.end(process, now, witnessed=True)
        self._registry.exit_code(process, code)

    def children_left(self, alive: Callable[[], list[int]]) -> bool:
        """Whether any process of the program is left."""
        if sys.platform == "linux":
            # Whoever loses its parent becomes our child: no children, no descendants.
            return self._children
        return not self.main_ended or bool(alive())

    def signal_main(self, number: int) -> None:
        """Pass a signal on to the program itself."""
        if not self.main_ended:
            self._process.send_signal(number)
