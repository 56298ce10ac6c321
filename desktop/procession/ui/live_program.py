"""A program that runs under observation: its recorder, watched through a connection."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from procession.recorder.plan import RunPlan
from procession.recorder.target import partial_path
from procession.ui.background import in_background
from procession.ui.findings.finder import rows_of
from procession.ui.findings.told import Looked
from procession.ui.messages import NOTICE, OUTPUT, RECORDS, Output, notice_of, output_of
from procession.ui.program import Phase, Program
from procession.ui.reading import Reading, after, read_all, read_until
from procession.ui.watcher import ConnectionWatcher, Strategy

if TYPE_CHECKING:
    from procession.recorder.client import RecorderClient
    from procession.ui.timeline.run_rows import RunRows

FRAME_MS = 16
MOST_QUEUED = 32 * 1024 * 1024
"""Bytes of messages kept while the file is read; then the recorder has to wait."""


class LiveProgram(Program):
    """Starts a recorder off the GUI thread and follows what it sends."""

    def __init__(
        self,
        plan: RunPlan,
        title: str,
        parent: QObject | None = None,
        strategy: Strategy | None = None,
    ) -> None:
        super().__init__(title, parent)
        self.plan = plan
        self.recording = Path(plan.output)
        self._strategy = strategy
        self._client: RecorderClient | None = None
        self._watcher: ConnectionWatcher | None = None
        self._closing = False
        self._stop_wanted = False
        self._reading = False
        self._holding = False
        self._bytes_printed = 0
        self._queued: deque[bytes] = deque()
        self._queued_size = 0
        self._printed: list[Output] = []
        self._end: dict[str, Any] | None = None
        self._follower.grown.connect(self._followed)
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setInterval(FRAME_MS)
        self._frame.timeout.connect(self._tell)

    @property
    def released(self) -> bool:
        """Whether the recorder is gone and everything of it let go."""
        return self._client is None and self._watcher is None

    @property
    def output_kept(self) -> bool:
        """The window captures what its programs print."""
        return True

    def start(self) -> None:
        """Start the recorder; returns at once."""
        plan = self.plan
        in_background(lambda: _start(plan), self._started, self._not_started)

    def stop(self) -> None:
        """Ask the program to end: Ctrl-C first, then terminate, then kill."""
        if self.phase is Phase.STARTING:
            self._stop_wanted = True
        elif self.phase is Phase.LIVE:
            self._set_phase(Phase.STOPPING)
            self._send({"do": "stop"})

    def send_line(self, text: str) -> None:
        """Type a text into the program's standard input."""
        self._send({"do": "input", "text": text})

    def end_input(self) -> None:
        """Let the program see the end of its input."""
        self._send({"do": "eof"})

    def resize(self, rows: int, columns: int) -> None:
        """Tell the program's terminal how large it is."""
        self._send({"do": "resize", "rows": rows, "columns": columns})

    def close(self) -> None:
        """Stop the program if it runs, and let go of the recorder; it finishes by itself."""
        self._closing = True
        self._frame.stop()
        if self._client is not None:
            if self.live:
                self._send({"do": "stop"})
            self._send({"do": "close"})
            self._let_go()

    def _started(self, started: tuple[RecorderClient, RunRows]) -> None:
        self._client, rows = started
        self._follow(rows)
        self._watcher = ConnectionWatcher(self._client.connection, self, self._strategy)
        self._watcher.received.connect(self._received)
        self._watcher.ended.connect(self._connection_ended)
        if self._closing:
            self.close()
            return
        self._set_phase(Phase.LIVE)
        self.replaced.emit()
        if self._stop_wanted:
            self.stop()

    def _not_started(self, error: Exception) -> None:
        sentence = self.tr("The recorder could not start: %1").replace("%1", str(error))
        self.state = "failed"
        self._set_phase(Phase.FAILED, sentence)

    def _send(self, command: dict[str, Any]) -> None:
        if self._client is not None:
            self._client.send(command)

    def _received(self, message: bytes) -> None:
        if self._holding:
            self._queued.append(message)
            self._queued_size += len(message)
        else:
            self._take(message)
        self._balance()

    def _balance(self) -> None:
        """The recorder has to wait when too much of what it sent is not taken yet."""
        if self._watcher is not None:
            too_much = self._queued_size + self._follower.pending > MOST_QUEUED
            self._watcher.pause(too_much)

    def _take(self, message: bytes) -> None:
        kind = message[0] if message else 0
        if kind == OUTPUT:
            output = output_of(message)
            self._bytes_printed += len(output.data)
            self._printed.append(output)
        notice = notice_of(message) if kind == NOTICE else {}
        if notice.get("t") == "catch_up":
            self._catch_up(notice)
            return
        if kind in (RECORDS, OUTPUT, NOTICE):
            self._follower.feed(message)
        if notice.get("t") == "end":
            self._end = notice
        if not self._frame.isActive():
            self._frame.start()

    def _tell(self) -> None:
        if self._printed:
            printed, self._printed = self._printed, []
            self._keep(printed)
            self.printed.emit(printed)
        self._follower.go()

    def _followed(self) -> None:
        """The model and the rows have grown."""
        if self._closing:
            return
        self._balance()
        self.changed.emit()
        if not self._follower.idle:
            if not self._frame.isActive():
                self._frame.start()
        elif self._end is not None and not self._holding:
            end, self._end = self._end, None
            self._ended(end)

    def _catch_up(self, notice: dict[str, Any]) -> None:
        """The recorder left messages out: read the file anew, then go on with what comes."""
        self._holding = self._reading = True
        path, tracks = partial_path(self.plan.output), self._tracks
        chunk, output = int(notice.get("chunk", 0)), int(notice.get("output", 0))
        in_background(
            lambda: read_until(path, chunk, output, tracks), self._caught_up, self._not_read
        )

    def _caught_up(self, read: Reading) -> None:
        self._take_reading(read)
        self._drain()

    def _take_reading(self, read: Reading) -> None:
        self._reading = False
        self._follow(read.rows)
        missed = after(read.outputs, self._bytes_printed)
        self._bytes_printed += sum(len(output.data) for output in missed)
        self._printed.extend(missed)
        self.replaced.emit()
        self._tell()

    def _not_read(self, error: Exception) -> None:
        self._reading = False
        self.error = self.tr("Some of the run is not shown: %1").replace("%1", str(error))
        self._drain()

    def _drain(self) -> None:
        """Take what came meanwhile, one message a turn of the event loop."""
        if self._reading:
            return
        if not self._queued:
            self._holding = False
            self._balance()
            if self._follower.idle:
                self._followed()
            if self._watcher is None and self.live:
                self._connection_ended()
            return
        message = self._queued.popleft()
        self._queued_size -= len(message)
        self._take(message)
        QTimer.singleShot(0, self, self._drain)

    def _ended(self, notice: dict[str, Any]) -> None:
        status = notice.get("exit_status")
        self.exit_status = status if isinstance(status, int) else None
        self.state = str(notice.get("state") or "ended")
        if self.state == "failed":
            self._send({"do": "close"})
            self._set_phase(Phase.FAILED, str(notice.get("error") or ""))
            return
        self._set_phase(Phase.ENDED)
        if self.finder is None:
            self._send({"do": "close"})
        else:
            self.finder.finish(self._store_findings)

    def _store_findings(self, now: Looked) -> None:
        """The recording keeps what was found; then its recorder may finish it."""
        for rows in rows_of(now):
            self._send({"do": "findings", "rows": rows})
        self._send({"do": "close"})

    def _connection_ended(self) -> None:
        """The recorder is gone; normally after its last message."""
        self._tell()
        self._let_go()
        if not self.live or self._closing or self._end is not None:
            return
        if self._holding:
            # The last message is among those that wait to be taken.
            return
        # It does not wait for ever for a window that is too slow; then the file has the rest.
        self._holding = self._reading = True
        path = Path(self.plan.output)
        if not path.exists():
            path = partial_path(self.plan.output)
        in_background(lambda: read_all(path), self._read_after_all, self._lost)

    def _read_after_all(self, read: Reading) -> None:
        if self._closing:
            return
        self._take_reading(read)
        self.changed.emit()
        status = read.model.run.get("exit_status")
        self.exit_status = status if isinstance(status, int) else None
        self.state = read.model.state
        if read.model.complete:
            self._set_phase(Phase.ENDED)
        else:
            self._lost(None)

    def _lost(self, error: Exception | None) -> None:
        self.state = "lost"
        self._set_phase(Phase.FAILED, self.tr("The recorder ended unexpectedly."))

    def _let_go(self) -> None:
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            watcher.close()
            watcher.deleteLater()
        client, self._client = self._client, None
        if client is not None:
            in_background(lambda: client.close(), lambda _: None, lambda _: None)


def _start(plan: RunPlan) -> tuple[RecorderClient, RunRows]:
    """On a thread of the pool: numpy takes its time to import, a process to start."""
    from procession.recorder.client import RecorderClient
    from procession.trace.model import Model
    from procession.ui.timeline.run_rows import RunRows

    return RecorderClient(plan), RunRows(Model())
