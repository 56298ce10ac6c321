"""Bad input ends with one clear sentence, no traceback, status 2, and nothing overwritten."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.cli.calling import call, program


def refused(*words: object, cwd: Path) -> str:
    done = call(*words, cwd=cwd)
    assert done.returncode == 2, done
    assert done.stdout == b""
    text = done.stderr.decode()
    assert text.startswith("procession: ")
    assert text.count("\n") == 1
    assert "Traceback" not in text
    return text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    program(tmp_path, "print('x')", "fine.py")
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "mine.png").write_text("mine")
    with zipfile.ZipFile(tmp_path / "bare.zip", "w") as archive:
        archive.writestr("a.txt", "x")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["record"], "a script to run is missing"),
        (["record", "none.py"], "there is no file none.py"),
        (["record", "a\nb.py"], r"there is no file a\nb.py"),
        (["record", ""], "the name of the script is empty"),
        (["record", "-o", "", "fine.py"], "the name of the recording is empty"),
        (["record", "--python", "", "fine.py"], "no Python at ''"),
        (["picture", "-o", "notes.txt"], "OUT.png"),
        (["picture", "-o", "mine.png"], "not a picture"),
        (["record", "empty"], "without __main__.py"),
        (["record", "bare.zip"], "without __main__.py"),
        (["record", "-m"], "name of a module"),
        (["record", "--bogus", "fine.py"], "no option --bogus"),
        (["record", "-o", "notes.txt", "fine.py"], "not a recording"),
        (["record", "-o", "empty", "fine.py"], "is a folder"),
        (["record", "-o", "none/a.procession", "fine.py"], "there is no folder"),
        (["record", "-o"], "expected one argument"),
        (["record", "--python", "none/python", "fine.py"], "there is no Python"),
        (["record", "--python", "/bin/ls", "fine.py"], "not a Python interpreter"),
        (["record", "--timeout", "soon", "fine.py"], "'soon'"),
        (["record", "--timeout", "-1", "fine.py"], "'-1'"),
        (["record", "--timeout", "nan", "fine.py"], "'nan'"),
        (["record", "--start-method", "thread", "fine.py"], "thread"),
        (["run", "none/none"], "no lesson"),
        (["run", "lock"], "no lesson"),
        (["run", "lock/one_counter", "-k", "NONE=1"], "no knob NONE"),
        (["run", "lock/one_counter", "-k", "WORKERS"], "NAME=VALUE"),
        (["show", "none.procession"], "there is no file"),
        (["show", "notes.txt"], "not a recording"),
        (["show", "empty"], "folder"),
        (["open", "none.py"], "there is no file"),
        (["picture", "none.procession", "-o", "a.png"], "there is no file"),
        (["picture", "none/none", "-o", "a.png"], "no lesson"),
        (["picture", "-o", "a.png", "--size", "big"], "'big'"),
        (["picture"], "-o"),
        (["frobnicate"], "frobnicate"),
        (["export", "a.procession"], "--to"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_one_sentence(folder: Path, words: list[str], says: str) -> None:
    assert says in refused(*words, cwd=folder)
    assert (folder / "notes.txt").read_text() == (folder / "mine.png").read_text() == "mine"
    assert not list(folder.glob("*.partial*"))


def test_a_recording_is_no_script(folder: Path) -> None:
    assert call("record", "-o", "a.procession", "fine.py", cwd=folder).returncode == 0
    assert "procession show" in refused("record", "a.procession", cwd=folder)


def test_a_truncated_recording(folder: Path) -> None:
    assert call("record", "-o", "a.procession", "fine.py", cwd=folder).returncode == 0
    whole = (folder / "a.procession").read_bytes()
    (folder / "cut.procession").write_bytes(whole[: len(whole) // 2])
    assert "damaged" in refused("show", "cut.procession", cwd=folder)
