"""Who is who: gives processes their ids and parents, and settles how each of them ended."""

from __future__ import annotations

from procession.recorder.observed import Observed
from procession.recorder.pages import Page
from procession.recorder.store import Store
from procession.records import EXITING, OTHER_PROGRAM, REAPED, SEPARATOR, STARTED


class Registry:
    """All processes of a run. A pid may come again; a token and an id never do."""

    def __init__(self, store: Store, origin: int) -> None:
        self._store = store
        self._origin = origin
        self._by_token: dict[int, Observed] = {}
        self._by_pid: dict[int, Observed] = {}
        """The latest process with that pid."""
        self._unseen: dict[int, tuple[Observed, int, str]] = {}
        """Pid → who started it, when, under which name: processes that have no page yet."""
        self._early: dict[int, tuple[int, int]] = {}
        """Pid → time, exit code: ends that were told before the process was met."""
        self._reaped: list[tuple[int, int, int]] = []
        self.all: list[Observed] = []
        self.active: list[Observed] = []
        """Those that run or still have something to be read or written."""

    def main(self, pid: int, ppid: int) -> Observed:
        """The program itself, known from its launch on."""
        process = self._new(pid, ppid, 0, self._origin)
        self._write(process, name="MainProcess", role="main")
        return process

    def meet(self, page: Page) -> tuple[Observed, bool]:
        """Whose page this is, and whether the process is met for the first time."""
        known = self._by_token.get(page.token)
        if known is not None:
            if known.read and known not in self.active:
                self.active.append(known)
            return known, False
        main = self.all[0]
        before = self._by_pid.get(page.pid)
        if page.pid == main.pid and not main.token:
            process, new = main, False
            process.token = page.token
        else:
            process, new = self._new(page.pid, page.ppid, page.token, page.opened), True
            if before is not None:
                self._follow(before, process)
        self._by_token[page.token] = process
        process.inherited = page.inherited
        process.forked = page.parent_token != 0
        process.parent = process.parent or self._parent(page, process)
        if new:
            self._write(process, role="child", name=self._started_name(page.pid))
        else:
            self._write(process)
        return process, new

    def leave_the_finished(self) -> None:
        """Look no more at processes that are over: a program may have had thousands."""
        self.active = [
            process
            for process in self.active
            if not process.read or process.pages or process.unwritten
        ]

    def living(self, pid: int) -> Observed | None:
        """The latest process with that pid."""
        return self._by_pid.get(pid)

    def _follow(self, before: Observed, process: Observed) -> None:
        """`process` has the number of `before`: it took its place, or got what had become free."""
        if not before.dead:
            self.end(before, process.started, witnessed=False)
        elif before.ended is None or before.ended < process.started:
            return
        else:
            # All of it is over already: the end that was seen is that of the second.
            process.exitcode, process.ended = before.exitcode, before.ended
        if before.ppid == process.ppid:
            process.parent = before

    def _parent(self, page: Page, process: Observed) -> Observed | None:
        if page.parent_token:
            parent = self._by_token.get(page.parent_token)
            if parent is not None:
                return parent
        parent = self._by_pid.get(page.ppid)
        if parent is not None and parent is not process and parent.started <= page.opened:
            return parent
        return None

    def _new(self, pid: int, ppid: int, token: int, started: int) -> Observed:
        process = Observed(len(self.all) + 1, pid, ppid, token, started)
        self.all.append(process)
        self.active.append(process)
        self._by_pid[pid] = process
        return process

    def _started_name(self, pid: int) -> str:
        known = self._unseen.pop(pid, None)
        return known[2] if known is not None else ""

    def _write(self, process: Observed, **more: object) -> None:
        self._store.put(
            "process",
            {
                "id": process.id,
                "pid": process.pid,
                "ppid": process.ppid,
                "parent": process.parent.id if process.parent is not None else None,
                "token": f"{process.token:016x}" if process.token else None,
                "forked": int(process.forked),
                "inherited": process.inherited,
                "started_ns": process.started - self._origin,
                "lost": process.lost,
                **more,
            },
        )

    # --- what processes tell about each other --------------------------------------------------

    def told(self, process: Observed, time: int, value: int, aux: int, kind: int) -> bool:
        """Take one STARTED, REAPED or EXITING record; False while its text has not come."""
        if kind == REAPED:
            self._reaped.append((aux, time, value))
            return True
        text = process.text(aux)
        if text is None:
            return False
        if kind == STARTED:
            if text == OTHER_PROGRAM:
                return True
            known = self._by_pid.get(value)
            if known is None or (known.dead and known.started < process.started):
                self._unseen[value] = (process, time, text)
            elif known.parent is None and known is not process:
                # Its own parent was no process of ours: this one asked for it.
                known.parent = process
                self._store.put("process", {"id": known.id, "parent": process.id})
        elif kind == EXITING:
            how, _, error = text.partition(SEPARATOR)
            process.exiting = (time, value, how, error)
            if process.dead:
                self._settle(process)
        return True

    def settle_reaped(self) -> None:
        """Match the ends parents saw with the processes met so far."""
        reaped, self._reaped = self._reaped, []
        for pid, time, code in reaped:
            process = self._by_pid.get(pid)
            if process is None or process.started > time:
                self._early[pid] = (time, code)
                continue
            if process.exitcode is None:
                process.exitcode = code
            if not process.ended_known or process.ended is None:
                process.ended = min(time, process.ended or time)
            if process.dead:
                self._settle(process)

    def end(self, process: Observed, at: int, witnessed: bool) -> None:
        """The process does not run any more. `at` is when that was seen."""
        if process.dead:
            return
        process.dead = True
        early = self._early.get(process.pid)
        if early is not None and early[0] >= process.started:
            del self._early[process.pid]
            process.exitcode = early[1] if process.exitcode is None else process.exitcode
            at = min(at, early[0])
        process.ended = min(at, process.ended or at)
        process.ended_known = witnessed
        self._settle(process)

    def ended_unmet(self, pid: int, at: int, code: int) -> None:
        """A process ended that was not met; its page may still be found."""
        self._early[pid] = (at, code)

    def exit_code(self, process: Observed, code: int) -> None:
        """How the process ended, from the system itself."""
        process.exitcode = code
        self._settle(process)

    def reread(self, process: Observed) -> None:
        """All that a dead process wrote was read: what it did not say will not be said."""
        self._settle(process)

    def _settle(self, process: Observed) -> None:
        ended = process.ended
        error = process.exiting[3] if process.exiting is not None else ""
        self._store.put(
            "process",
            {
                "id": process.id,
                "ended_ns": ended - self._origin if ended is not None else None,
                "exitcode": process.exitcode,
                "ended_by": ended_by(process),
                "error": error or None,
            },
        )

    def finish(self, now: int, alive: list[int]) -> None:
        """Settle what is left: processes that were started and never had a page.

        Of those, all that is known is that they had ended by `now`, but for the pids `alive`.
        """
        self.settle_reaped()
        for pid, (starter, time, name) in self._unseen.items():
            process = self._new(pid, starter.pid, 0, time)
            process.parent = starter
            process.read = True
            self._write(process, role="child", name=name)
            early = self._early.get(pid)
            if early is not None and early[0] >= time:
                self.end(process, early[0], witnessed=False)
            elif pid not in alive:
                self.end(process, now, witnessed=False)
        self._unseen.clear()
        for process in self.all:
            if process.dead:
                self._settle(process)


def ended_by(process: Observed) -> str:
    """``exit``, ``exception``, ``signal``, ``os_exit`` or ``unknown``."""
    if process.exitcode is not None and process.exitcode < 0:
        return "signal"
    if process.exiting is not None:
        return "exception" if process.exiting[2] == "exception" else "exit"
    if process.exitcode is None or not process.token or process.lost or not process.read:
        return "unknown"
    return "os_exit"
