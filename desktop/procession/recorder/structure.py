"""Turns structural records into rows: texts, places, threads, primitives, facts, losses."""

from __future__ import annotations

import json

from procession.recorder.names import Names
from procession.recorder.observed import Observed, split_facts
from procession.recorder.sources import Sources
from procession.recorder.store import Store
from procession.records import (
    FACT,
    LOSS,
    OBJECT,
    PLACE,
    RECORD,
    SEPARATOR,
    TEXT,
    THREAD,
)

_PROCESS_FACTS = ("name", "role", "start_method", "target")
_LONGEST_DETAIL = 2000


class Structure:
    """Knows all primitives of a run by id and, across processes, by key."""

    def __init__(self, store: Store, sources: Sources, origin: int) -> None:
        self._store = store
        self._sources = sources
        self._origin = origin
        self._names: dict[str, Names] = {}
        self._primitives = 0
        self._keys: dict[str, int] = {}
        self._made: dict[int, bool] = {}
        """Whether its maker's own record has been seen."""

    def take(self, process: Observed, record: bytes) -> None:
        """One structural record of a process."""
        if not self._understood(process, record):
            process.waiting.append(record)

    def retry(self, process: Observed, final: bool = False) -> None:
        """Look again at the records that waited for a text; with `final` none comes any more."""
        if process.waiting:
            waiting, process.waiting = process.waiting, []
            left = [record for record in waiting if not self._understood(process, record, final)]
            process.waiting.extend(left)

    def add_source(self, file: str) -> None:
        """Keep a source file in the recording."""
        text = self._sources.read(file)
        if text is not None and file not in self._names:
            self._names[file] = Names(text)
            self._store.put("source", {"file": file, "text": text})

    def _understood(self, process: Observed, record: bytes, final: bool = False) -> bool:
        time, local, place, value, aux, thread, kind, _ = RECORD.unpack(record)
        if kind == TEXT:
            found = process.piece(aux, thread, record[:24])
            if found is not None:
                row = {"process": process.id, "local": aux, "text": found}
                self._store.put("text", row)
            return True
        if kind == LOSS:
            at = time - self._origin
            self._store.put("loss", {"process": process.id, "at_ns": at, "count": value})
            return True
        text = process.text(aux)
        if text is None:
            if not final:
                return False
            text = ""
        if kind == PLACE:
            self._place(process, local, value, text)
        elif kind == THREAD:
            self._store.put("thread", {"process": process.id, "number": thread, "name": text})
        elif kind == OBJECT:
            if place and process.place(place) is None and not final:
                return False
            self._object(process, local, place, value, time, text)
        elif kind == FACT:
            self._facts(process, place, text)
        return True

    def _place(self, process: Observed, local: int, line: int, text: str) -> None:
        file, _, rest = text.partition(SEPARATOR)
        function, _, column = rest.partition(SEPARATOR)
        at = int(column) if column.isdecimal() else -1
        process.places[local] = (file, line, function, at)
        self.add_source(file)
        row = {"process": process.id, "local": local, "file": file, "line": line}
        self._store.put("place", {**row, "function": function})

    def _object(
        self, process: Observed, local: int, place: int, made: int, time: int, text: str
    ) -> None:
        kind, name, key, *details = (*text.split(SEPARATOR), "", "", "")
        name = name or self._name(process, place)
        facts = {k: v[:_LONGEST_DETAIL] for k, v in split_facts(SEPARATOR.join(details)).items()}
        owner = process.owner(local)
        known = owner.objects.get(local)
        if known is None and key:
            merged = self._keys.get(key)
            # Made twice with one key: the first is gone and its key was given again.
            if merged is not None and not (made and self._made[merged]):
                known = owner.objects[local] = merged
                if not made:
                    self._alias(owner, local, known)
                    return
        first = known is None
        if known is None:
            self._primitives += 1
            known = owner.objects[local] = self._primitives
            self._made[known] = bool(made)
        elif not made and self._made[known]:
            return
        if key:
            self._keys[key] = known
        row: dict[str, object] = {"id": known}
        if first or (made and not self._made[known]):
            self._made[known] = bool(made)
            row |= {
                "process": owner.id,
                "local": local,
                "place": place or None,
                "created_ns": time - self._origin,
                "name": name,
            }
        row |= {"kind": kind, "key": key, "details": json.dumps(facts)}
        self._store.put("primitive", row)
        if not made:
            self._alias(owner, local, known)

    def _alias(self, process: Observed, local: int, primitive: int) -> None:
        row = {"process": process.id, "local": local, "primitive": primitive}
        self._store.put("alias", row)

    def _name(self, process: Observed, place: int) -> str:
        where = process.place(place)
        names = self._names.get(where[0]) if where is not None else None
        return names.at(where[1], where[3]) if names is not None and where is not None else ""

    def _facts(self, process: Observed, place: int, text: str) -> None:
        facts = split_facts(text)
        row: dict[str, object] = {name: facts[name] for name in _PROCESS_FACTS if name in facts}
        if "daemon" in facts:
            row["daemon"] = int(facts["daemon"] in ("1", "True"))
        if facts.get("parent_pid", "").isdecimal():
            row["ppid"] = int(facts["parent_pid"])
        if place:
            row["place"] = place
        if row:
            self._store.put("process", {"id": process.id, **row})
        if process.id == 1:
            if "python" in facts:
                self._store.set_run(python=facts["python"])
            if "default_start_method" in facts:
                self._store.set_run(start_method=facts["default_start_method"])
