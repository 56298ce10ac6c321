"""A run's parts in the order and under the names in which people are shown them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from procession.trace.model import Model
from procession.trace.tables import Primitive, Process

_NOT_LISTED = frozenset(("Process", "AsyncResult"))


class Counted(Protocol):
    """As much of a plugin's track as is needed here."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Public class names."""

    @property
    def counts(self) -> Mapping[str, str]:
        """Name written → statistic."""


class Summary:
    """A model's processes, primitives, tasks and findings in plain terms: pids, names, places."""

    def __init__(self, model: Model, tracks: Iterable[Counted]) -> None:
        self._model = model
        self._counts: dict[str, Mapping[str, str]] = {}
        for track in tracks:
            for kind in track.kinds:
                self._counts.setdefault(kind, track.counts)

    def processes(self) -> list[Process]:
        """In order of birth."""
        return [self._model.processes[number] for number in sorted(self._model.processes)]

    def primitives(self) -> list[Primitive]:
        """What the program made, in the order of making."""
        known = (self._model.primitives[number] for number in sorted(self._model.primitives))
        return [one for one in known if one.kind and one.kind not in _NOT_LISTED]

    def counts(self, primitive: Primitive) -> dict[str, int]:
        """Name → number, as the track of this kind says; one that is not kept is left out."""
        statistics = self._model.statistics(primitive.id)
        counted: dict[str, int] = {}
        for name, statistic in self._counts.get(primitive.kind, {}).items():
            try:
                counted[name] = statistics.get(statistic)
            except KeyError:
                continue
        return counted

    def pid(self, process: int | None) -> int | None:
        """The pid of a process of the run."""
        known = self._model.processes.get(process or 0)
        return known.pid if known is not None else None

    def parent_pid(self, process: Process) -> int | None:
        """The pid of who started it; None for the first one."""
        if process.role == "main":
            return None
        parent = self.pid(self._model.starter(process.id))
        return process.ppid if parent is None else parent

    def id_of(self, primitive: int) -> str:
        """``p1:3``: the process that made it, and its id there."""
        known = self._model.primitives.get(primitive)
        return f"p{known.process}:{known.local}" if known is not None else f"?:{primitive}"
