"""The recorder, one process a run: `record` is the target of a spawned `Process`."""

from __future__ import annotations

import sqlite3
import sys
import traceback
from multiprocessing.connection import Connection

from procession.recorder import messages
from procession.recorder.descriptors import Descriptors
from procession.recorder.errors import LaunchError
from procession.recorder.folder import make_folder, remove_folder
from procession.recorder.plan import RunPlan
from procession.recorder.target import discard, partial_path
from procession.recorder.waiting import Signals

_INTERRUPTED = 130


def record(plan: RunPlan, connection: Connection, descriptors: Descriptors | None = None) -> None:
    """Run and record the program of `plan`; `connection` is the watcher's.

    Whatever happens ends in a last message, unless the watcher is gone.
    """
    signals = Signals()
    signals.install(own_terminal=plan.terminal == "pty")
    try:
        _record(plan, connection, descriptors or Descriptors(None, ()), signals)
    finally:
        remove_folder(plan.nonce)
        _close(connection)
        signals.restore()


def _record(
    plan: RunPlan, connection: Connection, descriptors: Descriptors, signals: Signals
) -> None:
    from procession.recorder.session import Session

    if sys.platform == "linux":
        from procession.recorder.proc_linux import become_subreaper

        become_subreaper()
    try:
        folder = make_folder(plan.nonce)
        if signals.interrupted:
            # Ctrl-C before there was a program to hear of it.
            _say(plan, connection, state="stopped", exit_status=_INTERRUPTED)
            return
        session = Session(plan, connection, descriptors, signals, folder)
    except (LaunchError, OSError, sqlite3.Error) as error:
        discard(partial_path(plan.output))
        reason = str(error)
        if isinstance(error, sqlite3.Error):
            reason = f"cannot write {plan.output}: {error}"
        _say(plan, connection, state="failed", exit_status=None, error=reason)
        return
    try:
        session.run()
        session.finish()
    except Exception as error:
        # The program goes on without us where it can; its pages go, so that it writes no more.
        remove_folder(plan.nonce)
        reason = f"the recording cannot be written: {error}"
        if not isinstance(error, OSError | sqlite3.Error):
            traceback.print_exc(file=sys.stderr)
            reason = f"the recorder failed: {type(error).__name__}: {error}"
        session.fail(f"{reason}; what there was until then is in {partial_path(plan.output)}")


def _say(plan: RunPlan, connection: Connection, **fields: object) -> None:
    try:
        connection.send_bytes(messages.note("end", **fields))
        connection.poll(plan.close_wait_s)
    except OSError:
        return


def _close(connection: Connection) -> None:
    """Close with nothing unread: else the watcher is told of an error instead of the end."""
    try:
        while connection.poll(0):
            connection.recv_bytes()
    except (EOFError, OSError):
        pass
    connection.close()
