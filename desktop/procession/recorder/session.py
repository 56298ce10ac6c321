"""One run, from the launch of the program to its finished recording."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from procession.probe.inject import prepare
from procession.recorder.collector import Collector
from procession.recorder.console import Console
from procession.recorder.descriptors import Descriptors
from procession.recorder.ends import make_end_watch
from procession.recorder.environment import program_environment
from procession.recorder.limits import allow_many_descriptors
from procession.recorder.lives import Lives
from procession.recorder.messages import IN
from procession.recorder.observed import Observed
from procession.recorder.plan import RunPlan
from procession.recorder.registry import Registry
from procession.recorder.run_rows import first_rows
from procession.recorder.sampler import Sampler
from procession.recorder.sources import Sources
from procession.recorder.stopping import INTERRUPT, TERMINATE, Stop, make_descendants
from procession.recorder.store import Store
from procession.recorder.structure import Structure
from procession.recorder.target import partial_path
from procession.recorder.waiting import Signals, wait_for
from procession.recorder.watcher import Watcher

if sys.platform == "win32":
    from procession.recorder.launch_windows import launch
else:
    from procession.recorder.launch_posix import launch

_TICK_NS = 16_000_000
_IDLE_TICK_NS = 32_000_000
_IDLE_AFTER_NS = 2_000_000_000
_BEAT_NS = 50_000_000
_COMMIT_NS = 250_000_000
_LINGER_NS = 2_000_000_000
_STOP_LIMIT_NS = 10_000_000_000
_OUTPUT_BLOCK = 64 * 1024
_SEND_S = 10.0
TIMEOUT_STATUS = 124
HUNG_STATUS = 123


class Session:
    """Everything a recorder keeps while its program runs."""

    def __init__(
        self,
        plan: RunPlan,
        connection: Connection,
        descriptors: Descriptors,
        signals: Signals,
        folder: Path,
    ) -> None:
        """Launches the program. Raises LaunchError, OSError, sqlite3.Error."""
        self._plan = plan
        self._signals = signals
        boot = prepare(folder, plan.probes, plan.start_method, plan.delays)
        environment = program_environment(plan.env, boot, plan.terminal == "pty")
        self._store = Store(partial_path(plan.output))
        self._watcher = Watcher(connection, self._store, plan.stream)
        self._printed: list[tuple[int, int, bytes]] = []
        self._printed_size = 0
        self._origin = time.perf_counter_ns()
        self._store.set_run(**first_rows(plan, self._origin))
        self._process, self._console = self._launch(environment, descriptors)
        allow_many_descriptors()
        self._registry = Registry(self._store, self._origin)
        self._sampler = Sampler(self._store, self._origin)
        self._watch = make_end_watch()
        self._lives = Lives(self._registry, self._watch, self._sampler, self._process)
        self._lives.met(self._registry.main(self._process.pid, os.getpid()))
        cwd = plan.cwd or os.getcwd()
        self._structure = Structure(self._store, Sources(cwd), self._origin)
        if plan.script is not None:
            self._structure.add_source(plan.script)
        self._collector = Collector(
            folder / "pages",
            self._store,
            self._registry,
            self._structure,
            self._origin,
            self._send,
            self._lives.met,
        )
        self._descendants = make_descendants(self._console.foreground, self._lives.pids)
        self._stop: Stop | None = None
        self._stop_began = 0
        self._state = "ended"
        self._orphans: list[int] = []
        self._last_beat = 0
        self._last_commit = self._origin
        self._last_news = self._origin
        self._store.start()
        self._watcher.start()

    def _launch(
        self, environment: dict[str, str], descriptors: Descriptors
    ) -> tuple[subprocess.Popen[bytes], Console]:
        return launch(self._plan, environment, descriptors, self._take_output)

    # --- while it runs -------------------------------------------------------------------------

    def run(self) -> None:
        """Record until the program and its descendants have ended, or are left alone."""
        next_tick = time.perf_counter_ns()
        more = False
        while True:
            timeout = 0 if more else next_tick - time.perf_counter_ns()
            ready = self._wait(timeout)
            self._console.serve(ready)
            if self._printed_size >= _OUTPUT_BLOCK:
                self._write_output()
            for command in self._watcher.commands():
                self._obey(command)
            now = time.perf_counter_ns()
            wakers = {*self._watch.filenos(), *self._signals.filenos()}
            if now < next_tick and ready.isdisjoint(wakers):
                continue
            self._signals.drain()
            more = self._tick(now)
            if not more and self._over(time.perf_counter_ns()):
                return
            idle = now - self._last_news > _IDLE_AFTER_NS
            next_tick = now + (_IDLE_TICK_NS if idle else _TICK_NS)

    def _wait(self, timeout_ns: int) -> set[int]:
        readable = [
            *self._console.readable(),
            *self._watch.filenos(),
            *self._signals.filenos(),
        ]
        return wait_for(
            self._watcher.connection, readable, self._console.writable(), max(0, timeout_ns)
        )

    def _tick(self, now: int) -> bool:
        # In this order: pages of a process that has ended are all there when they are looked for.
        self._lives.look()
        self._collector.find()
        more = self._collector.read()
        if self._sampler.sample(self._registry.active, now):
            self._collector.count_lost()
            self._collector.drop_discarded()
        if self._printed:
            self._write_output()
        if now - self._last_beat >= _BEAT_NS:
            # How far the run has come, when nothing else says so: a hang is news, too.
            self._store.set_run(duration_ns=now - self._origin)
            self._last_beat = now
        self._collector.write()
        if now - self._last_commit >= _COMMIT_NS:
            self._store.commit()
            self._last_commit = now
        self._watcher.flush()
        if self._watcher.must_catch_up:
            self._collector.write(everything=True)
            self._store.commit(wait=True)
            self._watcher.catch_up()
        return more

    def _over(self, now: int) -> bool:
        """Whether the run has ended; stops it when it is time for that."""
        timeout = self._plan.timeout_s
        main = self._lives.main_ended
        if timeout is not None and not main and now - self._origin > timeout * 1e9:
            self._begin_stop("timeout")
        if self._watcher.gone and self._plan.terminal == "pty":
            self._begin_stop("stopped")
        if self._signals.asked_to_end:
            if self._plan.terminal != "pty":
                self._state = "failed" if not main else self._state
                self._orphans = self._descendants.alive()
                return True
            self._begin_stop("stopped")
        if self._stop is not None:
            self._stop.step()
        if not self._lives.children_left(self._descendants.alive):
            return True
        if self._stop is not None:
            if now - self._stop_began > _STOP_LIMIT_NS:
                self._orphans = self._descendants.alive()
                return True
        elif main and now - main > _LINGER_NS:
            if self._plan.terminal != "pty":
                self._orphans = self._descendants.alive()
                return True
            self._stop, self._stop_began = Stop(self._descendants, TERMINATE), now
        return False

    def _begin_stop(self, state: str) -> None:
        if self._stop is None:
            self._state = state if not self._lives.main_ended else self._state
            self._stop_began = time.perf_counter_ns()
            # What went on until then is the program's own doing.
            self._store.set_run(stop_ns=self._stop_began - self._origin)
            self._stop = Stop(self._descendants, INTERRUPT)

    def _obey(self, command: dict[str, Any]) -> None:
        does = command.get("do")
        if does == "stop":
            if self._stop is not None:
                self._stop.escalate()
            self._begin_stop("hung" if command.get("state") == "hung" else "stopped")
        elif does == "input" and isinstance(command.get("text"), str):
            data = command["text"].encode("utf-8", "replace")
            self._console.type(data)
            self._take_output(IN, data)
        elif does == "eof":
            self._console.end_input()
        elif does == "resize":
            rows, columns = command.get("rows"), command.get("columns")
            if isinstance(rows, int) and isinstance(columns, int):
                self._console.resize(rows, columns)
        elif does == "signal" and isinstance(command.get("number"), int):
            self._lives.signal_main(command["number"])
        elif does == "findings":
            self._watcher.findings(command.get("rows"))
        elif does == "close":
            self._watcher.closed = True

    def _send(self, process: Observed, records: bytes) -> None:
        self._last_news = time.perf_counter_ns()
        self._watcher.batch(process.id, records)

    def _take_output(self, stream: int, data: bytes) -> None:
        now = time.perf_counter_ns()
        self._last_news = now
        self._printed.append((stream, now - self._origin, data))
        self._printed_size += len(data)
        if self._printed_size >= _OUTPUT_BLOCK:
            self._write_output()

    def _write_output(self) -> None:
        printed, self._printed, self._printed_size = self._printed, [], 0
        at = 0
        while at < len(printed):
            stream, when, data = printed[at]
            at += 1
            pieces = [data]
            while at < len(printed) and printed[at][0] == stream:
                pieces.append(printed[at][2])
                at += 1
            data = b"".join(pieces)
            self._store.add_output(stream, when, data)
            self._watcher.output(stream, when, data)

    # --- when it is over -----------------------------------------------------------------------

    def finish(self) -> None:
        """Write and announce the end, wait for the watcher to let go, leave one file."""
        self._console.drain()
        self._console.close()
        self._lives.look()
        self._collector.find()
        # Records are taken on the tick after they were seen: once more for those still alive.
        while self._collector.read():
            pass
        self._collector.read(final=True)
        self._collector.count_lost()
        self._collector.close()
        self._registry.finish(time.perf_counter_ns(), self._orphans)
        self._write_output()
        self._collector.write(everything=True)
        main = self._registry.all[0]
        status = self._exit_status(main)
        seen = [process for process in self._registry.all if process.token or process is main]
        ends = [process.ended for process in seen if process.ended is not None]
        alive = not ends or any(not process.dead for process in seen)
        last = time.perf_counter_ns() if alive else max(ends)
        self._store.set_run(
            state=self._state,
            exit_status=status,
            duration_ns=last - self._origin,
            lost=sum(process.lost for process in self._registry.all),
            complete=self._state != "failed",
            orphans=self._orphans,
        )
        self._store.commit(wait=True)
        self._watcher.end(
            _SEND_S,
            exit_status=status,
            state=self._state,
            processes=len(self._registry.all),
            events=self._store.events,
            orphans=self._orphans,
        )
        self._wait_for_close()
        self._watch.close()
        self._store.finish(Path(self._plan.output))

    def _exit_status(self, main: Observed) -> int | None:
        if self._state == "timeout":
            return TIMEOUT_STATUS
        if self._state == "hung":
            return HUNG_STATUS
        code = main.exitcode
        return 128 - code if code is not None and code < 0 else code

    def _wait_for_close(self) -> None:
        until = time.perf_counter_ns() + int(self._plan.close_wait_s * 1e9)
        while not self._watcher.closed and not self._watcher.gone:
            left = until - time.perf_counter_ns()
            if left <= 0 or self._signals.asked_to_end:
                return
            wait_for(self._watcher.connection, self._signals.filenos(), [], left)
            self._signals.drain()
            for command in self._watcher.commands():
                self._obey(command)
                until = time.perf_counter_ns() + int(self._plan.close_wait_s * 1e9)

    def fail(self, reason: str) -> None:
        """Recording has failed: leave the program alone, or end it where only we could."""
        if self._plan.terminal != "inherit":
            self._console.close()
            self._stop = self._stop or Stop(self._descendants, TERMINATE)
        while not self._lives.main_ended:
            self._wait(_IDLE_TICK_NS)
            self._signals.drain()
            self._lives.look_for_main()
            if self._stop is not None:
                self._stop.step()
            if self._signals.asked_to_end:
                break
        self._store.abandon()
        self._watcher.end(_SEND_S, exit_status=None, state="failed", error=reason)
