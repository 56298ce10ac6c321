"""Where recordings go, and what is never overwritten."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from pathlib import Path

import pytest

from procession.recorder import library
from procession.recorder.errors import BadInput
from procession.recorder.folder import make_folder, remove_folder
from procession.recorder.sources import Sources
from procession.recorder.store import Store
from procession.recorder.target import check_target, is_recording
from tests.recorder.watching import Watched


def test_a_recording_may_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.procession"
    check_target(str(path))
    Store(path).finish(None)
    assert is_recording(path)
    check_target(str(path))


@pytest.mark.parametrize("content", [b"", b"text", b"SQLite format 3\0" + bytes(100)])
def test_another_file_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.procession"
    path.write_bytes(content)
    with pytest.raises(BadInput, match="not a recording"):
        check_target(str(path))
    assert path.read_bytes() == content


def test_a_folder_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is a folder"):
        check_target(str(tmp_path))
    with pytest.raises(BadInput, match="there is no folder"):
        check_target(str(tmp_path / "none" / "a.procession"))


def test_the_library_names_runs_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    if sys.platform == "darwin":
        monkeypatch.setenv("HOME", str(tmp_path))
    names = {library.new_path("/some/where/my prog!.py") for _ in range(20)}
    assert len(names) == 20
    assert all(path.name.startswith("my-prog-") and path.parent.is_dir() for path in names)
    assert library.recordings() == []
    path = names.pop()
    Store(path).finish(None)
    assert library.recordings() == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_a_runs_folder_is_private_and_goes_away() -> None:
    folder = make_folder("0123456789abcdef")
    try:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        (folder / "pages" / "x").write_bytes(b"x")
    finally:
        remove_folder("0123456789abcdef")
    assert not folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="locks are POSIX")
def test_what_a_killed_recorder_left_goes_away_at_the_next_start(tmp_path: Path) -> None:
    (tmp_path / "killed").mkdir()
    (tmp_path / "living").mkdir()
    killed = Watched(tmp_path / "killed", WAITING).until(lambda run: b"ready" in run.printed)
    living = Watched(tmp_path / "living", WAITING).until(lambda run: b"ready" in run.printed)
    left = _folders(killed)
    assert left
    assert _folders(living)
    killed.client.process.kill()
    killed.client.process.join()
    make_folder("0123456789abcdef")
    remove_folder("0123456789abcdef")
    assert not _folders(killed)
    assert _folders(living)
    living.client.send({"do": "eof"})
    living.finish()
    assert living.run()["complete"] is True
    assert killed.client.close() != 0


@pytest.mark.skipif(sys.platform == "win32", reason="owners are POSIX")
def test_what_somebody_else_put_there_is_left_alone(tmp_path: Path) -> None:
    mine = make_folder("0123456789abcdef")
    base, name = mine.parent, mine.name.removesuffix("0123456789abcdef")
    remove_folder("0123456789abcdef")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "recorder").touch()
    # A link to a folder of the user's own, looking like one that a killed recorder has left.
    link = base / f"{name}{'f' * 16}"
    link.symlink_to(outside)
    others = base / f"{name}{'e' * 16}"
    others.mkdir()
    (others / "recorder").touch()
    if os.getuid() == 0:
        os.chown(others, 12345, 12345)
    try:
        make_folder("0123456789abcdef")
        assert (outside / "recorder").exists()
        assert link.is_symlink()
        # Our own one with nobody holding it is abandoned; another user's is not ours to judge.
        assert others.exists() == (os.getuid() == 0)
    finally:
        remove_folder("0123456789abcdef")
        link.unlink()
        shutil.rmtree(others, ignore_errors=True)


WAITING = """
    import sys
    print("ready", flush=True)
    sys.stdin.read()
"""


def _folders(run: Watched) -> list[Path]:
    bases = {Path("/dev/shm"), Path(tempfile.gettempdir())}
    return [path for base in bases for path in base.glob(f"procession-*{run.client.plan.nonce}")]


def test_sources_are_plain_text_of_moderate_size(tmp_path: Path) -> None:
    sources = Sources(str(tmp_path))
    (tmp_path / "a.py").write_bytes(b"# -*- coding: latin-1 -*-\nx = '\xe4'\r\n")
    assert sources.read("a.py") == "# -*- coding: latin-1 -*-\nx = 'ä'\n"
    (tmp_path / "big.py").write_bytes(b"#" * (1024 * 1024 + 1))
    (tmp_path / "binary.py").write_bytes(b"\0\1")
    (tmp_path / "folder.py").mkdir()
    names = ["big.py", "binary.py", "folder.py", "none.py", "<stdin>", ""]
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "fifo.py")
        names.append("fifo.py")
    assert [sources.read(name) for name in names] == [None] * len(names)
