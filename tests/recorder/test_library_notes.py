"""The library's notes and its size, with real files; kills and damage included."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from procession.recorder import library
from procession.recorder.json_file import JsonFile
from procession.recorder.library_limit import keep_within, kept_in, too_much
from procession.recorder.library_notes import Note, Notes


def make(folder: Path, name: str, size: int, age: int) -> Path:
    path = folder / f"{name}.procession"
    path.write_bytes(b"x" * size)
    os.utime(path, ns=(10**18 - age, 10**18 - age))
    return path


def test_notes_are_kept_and_dropped(tmp_path: Path) -> None:
    notes = Notes(tmp_path)
    assert notes.all() == {}
    assert notes.change("a.procession", name="  mine ", pinned=True) == Note("mine", "", True)
    assert Notes(tmp_path).change("a.procession", note="x\ny").pinned
    assert Notes(tmp_path).all() == {"a.procession": Note("mine", "x\ny", True)}
    notes.change("b.procession", pinned=True)
    notes.forget(["a.procession", "never.procession"])
    assert list(notes.all()) == ["b.procession"]
    notes.change("b.procession", pinned=False)
    assert json.loads((tmp_path / "library.json").read_text())["runs"] == {}


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 99}', '{"version": "x"}', "\xff\xfe"])
def test_what_cannot_be_read_is_kept_beside(tmp_path: Path, text: str) -> None:
    path = tmp_path / "file.json"
    path.write_text(text, encoding="latin-1")
    file = JsonFile(path, 2)
    assert file.read() == {}
    assert file.backup == tmp_path / "file.json.bak"
    assert file.backup.read_text(encoding="latin-1") == text
    path.write_text(text, encoding="latin-1")
    assert JsonFile(path, 2).read() == {}
    assert (tmp_path / "file.json.bak2").exists()


def test_older_files_are_migrated(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_text('{"version": 1, "old": 3}')
    steps = {1: lambda data: {"new": data["old"]}, 2: lambda data: {**data, "more": 1}}
    assert JsonFile(path, 3, steps).read() == {"new": 3, "more": 1, "version": 3}
    assert JsonFile(path, 3, {}).read() == {}, "a version that nobody can migrate is set aside"


def test_a_bad_entry_is_no_harm(tmp_path: Path) -> None:
    runs = {"a": 3, "b": {"name": None, "pinned": "yes"}, "c": {"name": "n" * 999}}
    (tmp_path / "library.json").write_text(json.dumps({"version": 1, "runs": runs}))
    found = Notes(tmp_path).all()
    assert found["b"] == Note()
    assert len(found["c"].name) == 200


KILLED = """
import sys
from pathlib import Path
from procession.recorder.json_file import JsonFile
file = JsonFile(Path(sys.argv[1]), 1)
print("begun", flush=True)
number = 0
while True:
    number += 1
    file.write({"number": number, "filling": "x" * 20_000, "again": number})
"""


def test_survives_a_kill_at_any_moment(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    for _ in range(5):
        writer = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == "begun\n"
        while not path.exists():
            assert writer.poll() is None
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        file = JsonFile(path, 1)
        data = file.read()
        assert file.backup is None
        assert data["number"] == data["again"]


def test_the_oldest_unpinned_go(tmp_path: Path) -> None:
    old, pinned, opened, new = (
        make(tmp_path, name, 100, age)
        for name, age in (("old", 40), ("pinned", 50), ("opened", 30), ("new", 10))
    )
    Notes(tmp_path).change(pinned.name, pinned=True)
    Notes(tmp_path).change(old.name, note="gone soon")
    growing = tmp_path / "live.procession.partial"
    growing.write_bytes(b"x" * 900)
    assert keep_within(tmp_path, 0, ()) == [], "0 is no limit"
    assert keep_within(tmp_path, 400, [opened]) == []
    assert keep_within(tmp_path, 399, [opened]) == [old]
    assert list(Notes(tmp_path).all()) == [pinned.name]
    assert keep_within(tmp_path, 1, [opened]) == [new]
    assert pinned.exists()
    assert opened.exists()
    assert growing.exists()


def test_links_and_folders_are_left_alone(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    target = make(outside, "mine", 100, 1)
    runs = tmp_path / "runs"
    runs.mkdir()
    (runs / "link.procession").symlink_to(target)
    (runs / "folder.procession").mkdir()
    assert kept_in(runs) == []
    assert keep_within(runs, 1, ()) == []
    assert target.exists()


def test_nothing_goes_that_need_not(tmp_path: Path) -> None:
    for number in range(10):
        make(tmp_path, f"r{number}", 10, number)
    gone = too_much(kept_in(tmp_path), 75, (), ())
    assert [one.path.stem for one in gone] == ["r9", "r8", "r7"]


def test_the_library_can_stand_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    usual = library.runs_folder()
    library.choose_folder(tmp_path / "mine")
    assert library.runs_folder() == tmp_path / "mine"
    made = library.new_path("x.py")
    assert made.parent == tmp_path / "mine"
    partial = Path(f"{made}.partial")
    partial.write_bytes(b"")
    assert library.cut_short() == [partial]
    assert library.recordings() == []
    library.choose_folder(None)
    assert library.runs_folder() == usual
