"""Keeps what the local ids of every process mean, while rows arrive in any order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from procession.trace.columns import Array
from procession.trace.names import Key, LocalTable, Places, Texts, owner_of
from procession.trace.tables import Place, Primitive, Process


@dataclass(slots=True)
class _Tables:
    objects: LocalTable
    places: LocalTable
    texts: LocalTable


class Resolver:
    """Numbers of the run for the objects, places and texts that processes name.

    An object without a row gets a negative stand-in; when the row comes, `merge(stand_in, id)`
    is called and the stand-in is never given again.
    """

    def __init__(
        self,
        processes: dict[int, Process],
        primitives: dict[int, Primitive],
        merge: Callable[[int, int], None],
    ) -> None:
        self.texts = Texts()
        self.places = Places()
        self._processes = processes
        self._primitives = primitives
        self._merge = merge
        self._tables: dict[int, _Tables] = {}
        self._objects: dict[Key, int] = {}
        self._standins: dict[Key, int] = {}
        self._made_standins = 0
        self._placeless: list[Process | Primitive] = []

    def objects(self, process: int, local: Array) -> Array:
        """Ids of primitives, 0 for none, for a column of local ids."""
        return self._of(process).objects.look_up(local)

    def places_of(self, process: int, local: Array) -> Array:
        """Numbers of places for a column of local ids."""
        return self._of(process).places.look_up(local)

    def texts_of(self, process: int, local: Array) -> Array:
        """Numbers of texts for a column of local ids."""
        return self._of(process).texts.look_up(local)

    def object_row(self, process: int, local: int, primitive: int) -> None:
        """The row of a primitive or an alias arrived."""
        self._objects[process, local] = primitive

    def place_row(self, process: int, local: int, place: Place) -> None:
        """The row of a place arrived."""
        self.places.row(process, local, place)

    def text_row(self, process: int, local: int, text: str) -> None:
        """The row of a text arrived."""
        self.texts.row(process, local, text)

    def locate(self, item: Process | Primitive) -> None:
        """Fill in `item.place` once its row is known."""
        self._placeless.append(item)

    def settle(self) -> None:
        """Rows have come: replace stand-ins by what is known now."""
        self.texts.settle(self._owner)
        self.places.settle(self._owner)
        waiting = []
        for item in self._placeless:
            process = item.id if isinstance(item, Process) else item.process
            place = self.places.get(self._owner(process, item.place_id))
            if place is None:
                waiting.append(item)
            item.place = place
        self._placeless = waiting
        replaced = False
        for key, standin in list(self._standins.items()):
            primitive = self._objects.get(self._owner(*key))
            if primitive is not None:
                del self._standins[key]
                self._merge(standin, primitive)
                replaced = True
        if replaced:
            for tables in self._tables.values():
                tables.objects.clear()

    def _owner(self, process: int, local: int) -> Key:
        return owner_of(self._processes, process, local)

    def _of(self, process: int) -> _Tables:
        tables = self._tables.get(process)
        if tables is None:
            tables = self._tables[process] = _Tables(
                LocalTable(lambda local: self._object(process, local)),
                LocalTable(
                    lambda local: self.places.number((process, local), self._owner(process, local))
                ),
                LocalTable(
                    lambda local: self.texts.number((process, local), self._owner(process, local))
                ),
            )
        return tables

    def _object(self, process: int, local: int) -> int:
        primitive = self._objects.get(self._owner(process, local))
        if primitive is not None:
            return primitive
        standin = self._standins.get((process, local))
        if standin is None:
            self._made_standins += 1
            standin = self._standins[process, local] = -self._made_standins
        return standin
