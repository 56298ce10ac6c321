"""Runs a program with the probe and reads back its page files, without the recorder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from procession import records
from procession.probe.inject import prepare

PROBES = Path(__file__).parents[2] / "plugins" / "procession_plugins"


@dataclass(frozen=True)
class Record:
    """One record with its texts and places resolved."""

    pid: int
    time: int
    kind: str
    object: str
    place: str
    value: int
    text: str
    thread: int
    aux: int


@dataclass
class Observation:
    """What a program did and what was recorded of it."""

    status: int
    out: bytes
    err: bytes
    records: list[Record] = field(default_factory=list)
    lost: int = 0
    pages: int = 0
    failures: list[str] = field(default_factory=list)

    def count(self, *, of: str = "") -> Counter[str]:
        """How many records of each kind (of objects whose class is `of`)."""
        return Counter(r.kind for r in self.records if not of or r.object.startswith(of))

    def facts(self, pid: int) -> dict[str, str]:
        """Everything one process told about itself."""
        told: dict[str, str] = {}
        for record in self.records:
            if record.pid == pid and record.kind == "fact":
                told |= dict(pair.split("=", 1) for pair in record.text.split("\x1f"))
        return told

    @property
    def pids(self) -> list[int]:
        """All processes, in the order of their first record."""
        return list(dict.fromkeys(record.pid for record in self.records))


def built_in_probes() -> list[tuple[str, str]]:
    """The probes of the plugins in this repository."""
    return [(path.parent.name, str(path)) for path in sorted(PROBES.glob("*/probe.py"))]


def environment(folder: Path, start_method: str | None = None) -> dict[str, str]:
    """The environment for an observed program whose pages go to ``folder/pages``."""
    entry = prepare(folder, built_in_probes(), start_method)
    env = dict(os.environ)
    before = env.get("PYTHONPATH")
    env["PYTHONPATH"] = entry + (os.pathsep + before if before else "")
    return env


def observe(
    folder: Path, *command: str | Path, start_method: str | None = None, cwd: Path | None = None
) -> Observation:
    """Run ``python COMMAND…`` with the probe, wait for it, read its pages."""
    run_folder = folder / "run"
    run_folder.mkdir(mode=0o700)
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        env=environment(run_folder, start_method),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        cwd=cwd or folder,
    )
    found = Observation(done.returncode, done.stdout, done.stderr)
    read_pages(run_folder / "pages", found)
    return found


def bare(folder: Path, *command: str | Path, cwd: Path | None = None) -> Observation:
    """Run the same without the probe."""
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        env=dict(os.environ),  # the C library's own may hold more
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        cwd=cwd or folder,
    )
    return Observation(done.returncode, done.stdout, done.stderr)


def read_pages(folder: Path, found: Observation) -> None:
    """Decode every page file of a run into `found`."""
    found.failures = [path.read_text() for path in folder.glob("*.failed")]
    headers: dict[int, tuple[int, int]] = {}
    raw: list[tuple[int, tuple[int, ...]]] = []
    pieces: dict[tuple[int, int], dict[int, bytes]] = defaultdict(dict)
    pids: dict[int, int] = {}
    lost: dict[int, int] = {}
    for path in sorted(folder.glob("*.page")):
        data = path.read_bytes()
        if len(data) < records.HEADER_SIZE:
            continue  # killed between making the file and giving it its size
        header = records.HEADER.unpack_from(data)
        if header[0] != records.MAGIC:
            assert not any(data[records.HEADER_SIZE :]), "records before the page was begun"
            continue
        token = header[5]
        pids[token] = header[3]
        headers[token] = (header[6], header[8])
        lost[token] = max(lost.get(token, 0), header[10])
        found.pages += 1
        for slot in range(header[1]):
            at = records.HEADER_SIZE + slot * records.RECORD_SIZE
            one = records.RECORD.unpack_from(data, at)
            if one[6] == records.TEXT:
                pieces[token, one[4]][one[5]] = data[at : at + 24]
            elif one[6]:
                raw.append((token, one))

    found.lost = sum(lost.values())

    def owner(token: int, local: int) -> int:
        parent, inherited = headers[token]
        while parent and local < inherited:
            token = parent
            parent, inherited = headers[token]
        return token

    def text(token: int, local: int) -> str:
        parts = pieces.get((owner(token, local), local), {})
        whole = b"".join(parts[index] for index in sorted(parts))
        return whole[4 : 4 + int.from_bytes(whole[:4], "little")].decode()

    places: dict[tuple[int, int], str] = {}
    objects: dict[tuple[int, int], str] = {}
    for token, one in raw:
        if one[6] == records.PLACE:
            file, _, _ = text(token, one[4]).partition("\x1f")
            places[token, one[1]] = f"{os.path.basename(file)}:{one[3]}"
        elif one[6] == records.OBJECT:
            objects.setdefault((token, one[1]), text(token, one[4]))
    for token, (time, obj, place, value, aux, thread, kind, _) in raw:
        name = records.KIND_NAMES[kind]
        found.records.append(
            Record(
                pids[token],
                time,
                name,
                objects.get((owner(token, obj), obj), "") if obj else "",
                places.get((owner(token, place), place), "") if place else "",
                value,
                text(token, aux) if kind not in (records.REAPED, records.ITEMS) else "",
                thread,
                aux,
            )
        )
    found.records.sort(key=lambda record: record.time)
