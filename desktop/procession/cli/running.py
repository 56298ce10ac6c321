"""Runs a plan from the command line: passes everything through, then says what was recorded."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from procession.cli.progress import Progress
from procession.recorder.client import RecorderClient
from procession.recorder.plan import RunPlan
from procession.recorder.target import partial_path

if TYPE_CHECKING:
    from procession.cli.hang_watch import HangWatch
    from procession.plugin.api import Finding
    from procession.plugin.manager import Manager
    from procession.trace.model import Model

FAILED = 125
EVERY_S = 0.1


def run_plan(
    plan: RunPlan,
    manager: Manager,
    quiet: bool,
    stop_on_hang: float | None = None,
    tell: Callable[[Model, list[Finding]], None] | None = None,
) -> int:
    """Run and record; the program's own exit status, or 123, 124 or 125.

    Args:
        stop_on_hang: stop a program that has certainly hung for so many seconds; `plan` must ask
            for the stream then.
        tell: called with what was found, before the recording is closed.
    """
    with _signals() as forwarded:
        try:
            client = RecorderClient(plan)
        except OSError as error:
            return _failed(f"the recorder cannot be started: {error.strerror or error}")
        forwarded.client = client
        watch = _watch(client, plan, stop_on_hang)
        end = _wait_for_end(client, watch)
        if end is None:
            client.close()
            return _failed(_unexpected(plan))
        found = 0
        trouble = ""
        if end["state"] != "failed" and end.get("error") is None:
            try:
                found = _findings(client, plan, manager, quiet, tell)
            except Exception as error:
                trouble = f"{type(error).__name__}: {error}"
        # Whatever happened: it waits for this word, and we for its end.
        client.send({"do": "close"})
        _wait_for_end(client)
        client.close()
    if end["state"] == "failed" and end.get("error") is not None:
        return _failed(str(end["error"]))
    if trouble:
        print(f"procession: the findings could not be made: {trouble}", file=sys.stderr)
    status = end.get("exit_status")
    if "processes" not in end:
        # Interrupted before the program was launched.
        return 130
    if not quiet:
        _tell_failed(manager)
        _report(plan, end, found)
    return FAILED if status is None else int(status)


def _tell_failed(manager: Manager) -> None:
    """What a plugin could not do is missing in the recording: say so."""
    for plugin in manager:
        if plugin.state == "failed":
            print(f"procession: the plugin {plugin.name} failed. {plugin.reason}", file=sys.stderr)


def _report(plan: RunPlan, end: dict[str, Any], found: int) -> None:
    orphans = end.get("orphans") or []
    if orphans:
        pids = ", ".join(map(str, orphans))
        what = (
            "process of the program still runs"
            if len(orphans) == 1
            else ("processes of the program still run")
        )
        print(f"procession: {len(orphans)} {what}: {pids}", file=sys.stderr)
    counts = ", ".join(
        (
            _count(end["processes"], "process", "processes"),
            _count(end["events"], "event", "events"),
            _count(found, "finding", "findings"),
        )
    )
    print(f"recorded {plan.output}: {counts}", file=sys.stderr)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _unexpected(plan: RunPlan) -> str:
    left = partial_path(plan.output)
    where = f"; what there was until then is in {left}" if left.exists() else ""
    return f"the recorder ended unexpectedly{where}"


def _failed(reason: str) -> int:
    print(f"procession: {reason}", file=sys.stderr)
    return FAILED


class _Forwarded:
    """Where signals that are sent to us alone go."""

    client: RecorderClient | None = None

    def __call__(self, number: int, frame: object) -> None:
        if self.client is not None:
            self.client.send({"do": "signal", "number": number})


@contextmanager
def _signals() -> Iterator[_Forwarded]:
    """The keyboard's signals reach the program by themselves; others are passed on to it."""
    forwarded = _Forwarded()
    handlers: dict[int, Any] = {signal.SIGINT: _nothing}
    if sys.platform != "win32":
        handlers |= {signal.SIGQUIT: _nothing, signal.SIGTERM: forwarded, signal.SIGHUP: forwarded}
    before = {}
    for number, handler in handlers.items():
        # What is ignored (nohup, a job in the background) stays so, for the program too.
        if signal.getsignal(number) != signal.SIG_IGN:
            before[number] = signal.signal(number, handler)
    try:
        yield forwarded
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _nothing(number: int, frame: object) -> None:
    return


def _watch(client: RecorderClient, plan: RunPlan, seconds: float | None) -> HangWatch | None:
    if seconds is None:
        return None
    from procession.cli.hang_watch import HangWatch

    return HangWatch(client, plan, seconds)


def _wait_for_end(client: RecorderClient, watch: HangWatch | None = None) -> dict[str, Any] | None:
    """The last message; None at the end of the connection."""
    while True:
        try:
            if watch is not None:
                watch.look()
                if not client.connection.poll(EVERY_S):
                    continue
            message = client.connection.recv_bytes()
        except (EOFError, OSError):
            return None
        if message[:1] == b"J":
            content: dict[str, Any] = json.loads(message[1:])
            if content.get("t") == "end":
                return content
        if watch is not None:
            watch.take(message)


def _findings(
    client: RecorderClient,
    plan: RunPlan,
    manager: Manager,
    quiet: bool,
    tell: Callable[[Model, list[Finding]], None] | None,
) -> int:
    """Have the plugins look at the recording; how many findings there are."""
    if not manager.finds():
        return 0
    from dataclasses import asdict

    from procession.trace.feed import read_file
    from procession.trace.model import Model

    model = Model()
    with Progress("looking at what was recorded", quiet) as progress:
        for message in read_file(partial_path(plan.output), progress=progress):
            model.feed(message)
        found = manager.findings(model)
    if tell is not None:
        tell(model, found)
    findings = [asdict(finding) for finding in found]
    # Few at a time: a message has a limit, and rows may be long.
    for start in range(0, len(findings), 16):
        client.send({"do": "findings", "rows": findings[start : start + 16]})
    return len(findings)
