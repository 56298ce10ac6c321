"""Every sentence that the timeline says."""

from __future__ import annotations

import re
import signal

from PySide6.QtCore import QObject

from procession.ui.timeline.kinds import CONTENDED, EXPECTED, HELD, IO, RUNNING, WAITING

DENSE = 100
"""In the legend: what is too short to draw."""


class Words(QObject):
    """Words of the timeline, in the language of the window."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._states: dict[int, str] = {}
        self._texts: dict[str, str] = {}

    def forget(self) -> None:
        """The language changed: what was translated is asked for again."""
        self._states, self._texts = {}, {}

    def state(self, kind: int) -> str:
        """The name of a state, as the legend writes it."""
        # Looking a text up costs a microsecond, and a frame needs dozens.
        self._states = self._states or {
            HELD: self.tr("held"),
            CONTENDED: self.tr("held, others wait"),
            WAITING: self.tr("waiting"),
            RUNNING: self.tr("running"),
            IO: self.tr("blocked in send or receive"),
            EXPECTED: self.tr("expected wait"),
            DENSE: self.tr("too short to draw"),
        }
        return self._states[kind]

    def holds(self, names: list[str]) -> str:
        """A process keeps these."""
        return self.tr("holds %s") % ", ".join(names)

    def waits(self, name: str, verb: str) -> str:
        """A process waits for what another keeps."""
        if not name:
            return self.tr("waits in %s") % (verb or "?")
        if verb in ("", "acquire"):
            return self.tr("waits for %s") % name
        if verb == "put":
            return self.tr("waits for room in %s") % name
        return self.tr("waits in %(verb)s of %(name)s") % {"verb": verb, "name": name}

    def expects(self, name: str, verb: str) -> str:
        """A process waits as normal work."""
        if verb == "join" and not name:
            return self.tr("waits in join")
        if verb == "join":
            return self.tr("waits in join of %s") % name
        if verb == "get" and name:
            return self.tr("waits for an item of %s") % name
        if not name:
            return self.tr("waits in %s") % (verb or "?")
        return self.tr("waits in %(verb)s of %(name)s") % {"verb": verb or "?", "name": name}

    def blocked(self, name: str, verb: str) -> str:
        """A process is in a send or receive."""
        if not name:
            return self.tr("blocked in %s") % (verb or "?")
        return self.tr("blocked in %(verb)s of %(name)s") % {"verb": verb or "?", "name": name}

    def ended(self, exitcode: int | None, ended_by: str | None, on_request: bool = False) -> str:
        """How a process ended; `on_request`: another process of the program told it to."""
        if exitcode is None:
            return self.tr("ended")
        if exitcode < 0 and on_request:
            return self.tr("terminated (%s)") % signal_name(-exitcode)
        if exitcode < 0:
            return self.tr("killed by %s") % signal_name(-exitcode)
        if ended_by == "exception":
            return self.tr("exit %d, exception") % exitcode
        return self.tr("exit %d") % exitcode

    def held_by(self, names: list[str]) -> str:
        """Who keeps a primitive."""
        return self.tr("held by %s") % ", ".join(names) if names else self.tr("free")

    def waiting(self, count: int) -> str:
        """How many wait."""
        return self.tr("1 waits") if count == 1 else self.tr("%d wait") % count

    def inside(self, count: int) -> str:
        """What a queue contains."""
        return self.tr("1 item") if count == 1 else self.tr("%d items") % count

    def backlog(self, count: int) -> str:
        """What a pool has not begun."""
        return self.tr("%d not begun") % count

    def lost(self, count: int) -> str:
        """Records that could not be written."""
        return self.tr("1 record lost") if count == 1 else self.tr("%d records lost") % count

    def slots(self, count: int) -> str:
        """How many hold a semaphore."""
        return self.tr("%d held") % count

    def never_released(self, name: str) -> str:
        """A hold that goes on at the end of the run."""
        return self.tr("%s holds it and never released it") % name

    def texts(self) -> dict[str, str]:
        """Single words and sentences."""
        self._texts = self._texts or {
            "processes": self.tr("Processes"),
            "primitives": self.tr("Primitives"),
            "pinned": self.tr("Pinned"),
            "whole": self.tr("Whole run"),
            "empty": self.tr(
                "Nothing is recorded yet: run a program and its processes appear here."
            ),
            "running": self.tr("running"),
            "free": self.tr("free"),
            "timeline": self.tr("Timeline"),
            "max": self.tr("max"),
            "so far": self.tr("so far"),
            "timeout": self.tr("gave up: time-out"),
            "thread": self.tr("thread"),
            "unread": self.tr("result not read"),
        }
        return self._texts

    def count(self, processes: int) -> str:
        """How many processes a run has."""
        return self.tr("1 process") if processes == 1 else self.tr("%d processes") % processes

    def view(self, length: str) -> str:
        """How much time is in view."""
        return self.tr("View %s") % length

    def unnamed(self, number: int) -> str:
        """A process whose name is not known yet."""
        return self.tr("process %d") % number

    def range(self, begin: str, end: str) -> str:
        """From when to when the view goes."""
        return self.tr("%(begin)s to %(end)s") % {"begin": begin, "end": end}

    def link(self, kind: str, giver: str, taker: str) -> str:
        """What an arrow says."""
        texts = {
            "item": self.tr("%(giver)s put it, %(taker)s took it"),
            "release": self.tr("%(giver)s released, %(taker)s woke"),
            "submit": self.tr("%(giver)s asked for it, %(taker)s began"),
            "result": self.tr("%(giver)s finished, %(taker)s got the result"),
            "start": self.tr("%(giver)s started %(taker)s"),
        }
        return texts[kind] % {"giver": giver, "taker": taker}

    def description(self, processes: int, primitives: int, length: str) -> str:
        """The timeline for those who do not see it."""
        return self.tr(
            "%(processes)d processes and %(primitives)d primitives over %(length)s. "
            "Arrow keys choose lanes, comma and full stop choose spans."
        ) % {"processes": processes, "primitives": primitives, "length": length}


def signal_name(number: int) -> str:
    """``SIGKILL`` for 9; the number where this system has no name for it."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


def tag(name: str) -> str:
    """A process's name in a few letters: ``P-1`` for Process-1, ``W-2`` for ForkPoolWorker-2."""
    if name == "MainProcess":
        return "Main"
    numbered = re.fullmatch(r"\w*?([A-Z])[a-z]*-([\d:]+)", name)
    if numbered:
        return f"{numbered[1]}-{numbered[2]}"
    return name if len(name) <= 10 else name[:9] + "…"
