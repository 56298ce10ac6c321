"""Wheels that are what they say are taken; all others are refused with the reason."""

from __future__ import annotations

import random
import stat
import sys
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procession.plugin import wheel_archive
from procession.plugin.wheels import BadWheel, inspect, unpack
from tests.plugin.wheel_maker import GOOD, make_wheel


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def test_a_good_one_says_what_it_brings(tmp_path: Path) -> None:
    metadata = "Summary: Does nothing\nAuthor: A. Nobody\nRequires-Dist: no_such_thing>=2\n"
    metadata += 'Requires-Dist: not_here; sys_platform == "never"\nRequires-Dist: pluggy\n'
    files = {"good_plugin/__init__.py": GOOD, "good_plugin/data/a.txt": "text"}
    wheel = inspect(make_wheel(tmp_path, files, metadata=metadata))
    assert (wheel.name, wheel.version) == ("good_plugin", "1.0")
    assert (wheel.summary, wheel.author) == ("Does nothing", "A. Nobody")
    assert (wheel.plugins, wheel.packages) == (("good_plugin",), ("good_plugin",))
    assert wheel.missing == ("no_such_thing>=2",)
    assert wheel.fits
    unpack(wheel.path, tmp_path / "out")
    assert (tmp_path / "out/good_plugin/data/a.txt").read_text() == "text"


def test_nothing_of_it_is_run(tmp_path: Path) -> None:
    code = f"import pathlib\npathlib.Path({str(tmp_path / 'ran')!r}).touch()\n"
    wheel = inspect(make_wheel(tmp_path, {"good_plugin.py": code}))
    unpack(wheel.path, tmp_path / "out")
    assert not (tmp_path / "ran").exists()
    assert "good_plugin" not in sys.modules


def test_the_api_is_read_from_the_source(tmp_path: Path) -> None:
    wheel = inspect(make_wheel(tmp_path, {"good_plugin.py": "PROCESSION_API = 7\n"}))
    assert (wheel.api, wheel.fits) == (7, False)


OTHER = f"cp27-cp27m-{'win32' if sys.platform != 'win32' else 'linux_x86_64'}"
PLUGIN = {"good_plugin.py": GOOD}
BAD: dict[str, tuple[dict[str, Any], str]] = {
    "leads_up": ({"files": PLUGIN | {"../evil.py": ""}}, "leads elsewhere"),
    "leads_up_inside": ({"files": PLUGIN | {"a/../../evil.py": ""}}, "leads elsewhere"),
    "absolute": ({"files": PLUGIN | {"/etc/evil.py": ""}}, "leads elsewhere"),
    "drive": ({"files": PLUGIN | {"C:/evil.py": ""}}, "not allowed"),
    "backslash": ({"files": PLUGIN | {"a\\evil.py": ""}}, "not allowed"),
    "line_break": ({"files": PLUGIN | {"a\nb.py": ""}}, "not allowed"),
    "device": ({"files": PLUGIN | {"good/aux.py": ""}}, "cannot be a file everywhere"),
    "dot_at_the_end": ({"files": PLUGIN | {"good./a.py": ""}}, "cannot be a file everywhere"),
    "long_path": ({"files": PLUGIN | {"a" * 300: ""}}, "too long"),
    "link": ({"entries": [(link("good_link"), b"/etc/passwd")]}, "is a link"),
    "pth": ({"files": PLUGIN | {"good.pth": "import os"}}, ".pth file runs code"),
    "compiled": ({"files": PLUGIN | {"__pycache__/a.pyc": b""}}, "compiled"),
    "script": ({"files": PLUGIN | {"good_plugin-1.0.data/scripts/ls": ""}}, "beside its packages"),
    "header": ({"files": PLUGIN | {"good_plugin-1.0.data/data/x": ""}}, "beside its packages"),
    "our_name": ({"files": PLUGIN | {"procession/evil.py": ""}}, "Procession's own name"),
    "our_plugins": ({"files": PLUGIN | {"Procession_Plugins/a.py": ""}}, "Procession's own name"),
    "standard": ({"files": PLUGIN | {"queue.py": ""}}, "which Python itself has"),
    "at_start": ({"files": PLUGIN | {"sitecustomize.py": ""}}, "which Python itself has"),
    "taken": ({"files": PLUGIN | {"numpy/evil.py": ""}}, "belongs to numpy"),
    "wrong_hash": (
        {"record": {"good_plugin.py": "good_plugin.py,sha256=AAAA,3"}},
        "not what it lists",
    ),
    "no_hash": ({"record": {"good_plugin.py": "good_plugin.py,,"}}, "not what it lists"),
    "unlisted": ({"unlisted": {"more.py": b"1"}}, "not what it lists"),
    "no_plugin": ({"entry_points": "[console_scripts]\na = b:c\n"}, "is no plugin"),
    "damaged_points": ({"entry_points": "[procession.plugins\n="}, "cannot be read"),
    "no_such_module": (
        {"entry_points": "[procession.plugins]\na = elsewhere\n"},
        "which is not in it",
    ),
    "an_object": (
        {"entry_points": "[procession.plugins]\na = good_plugin:x\n"},
        "not name a module",
    ),
    "no_python": ({"files": {"good_plugin.py": "def ("}}, "is not Python"),
    "null": ({"files": {"good_plugin.py": b"\0"}}, "is not Python"),
    "newer_python": ({"metadata": "Requires-Python: >=9\n"}, "needs Python"),
    "odd_python": ({"metadata": "Requires-Python: snake\n"}, "makes no sense"),
    "other_system": ({"tag": OTHER}, "another system"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_one_is_refused_with_the_reason(tmp_path: Path, kind: str) -> None:
    arguments, reason = BAD[kind]
    with pytest.raises(BadWheel, match=reason.replace(".", r"\.")):
        inspect(make_wheel(tmp_path, **arguments))


def test_a_name_twice_is_refused(tmp_path: Path) -> None:
    again = zipfile.ZipInfo("GOOD_plugin.py")
    with pytest.raises(BadWheel, match="twice"):
        inspect(make_wheel(tmp_path, entries=[(again, b"2")]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        wheel = make_wheel(tmp_path, entries=[(zipfile.ZipInfo("good_plugin.py"), b"2")])
    with pytest.raises(BadWheel, match="twice"):
        inspect(wheel)


def test_its_name_must_be_its_own(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path)
    for other in ("other_plugin-1.0-py3-none-any.whl", "good_plugin-2.0-py3-none-any.whl"):
        copy = tmp_path / other
        copy.write_bytes(wheel.read_bytes())
        with pytest.raises(BadWheel):
            inspect(copy)
    copy = tmp_path / "good.whl"
    copy.write_bytes(wheel.read_bytes())
    with pytest.raises(BadWheel, match="not that of a wheel"):
        inspect(copy)


def test_a_bomb_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wheel_archive, "MOST_BYTES", 10_000_000)
    wheel = make_wheel(tmp_path, PLUGIN | {"good/big.bin": bytes(20_000_000)})
    assert wheel.stat().st_size < 100_000
    with pytest.raises(BadWheel, match="Unpacked it would take"):
        inspect(wheel)
    monkeypatch.setattr(wheel_archive, "MOST_FILES", 10)
    with pytest.raises(BadWheel, match="the most"):
        inspect(make_wheel(tmp_path, PLUGIN | {f"good/{n}.txt": "" for n in range(20)}))


def test_a_size_that_lies_is_refused(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path, PLUGIN | {"good/big.bin": bytes(3_000_000)})
    data = wheel.read_bytes()
    # The central directory and the local header both say less than there is.
    lying = data.replace((3_000_000).to_bytes(4, "little"), (300).to_bytes(4, "little"))
    assert lying != data
    wheel.write_bytes(lying)
    with pytest.raises(BadWheel):
        inspect(wheel)


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all", bytes(1000)])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "good_plugin-1.0-py3-none-any.whl"
    with pytest.raises(BadWheel, match="no such file"):
        inspect(path)
    path.write_bytes(content)
    with pytest.raises(BadWheel, match="damaged, or not a wheel"):
        inspect(path)


@settings(
    max_examples=300, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 12))
def test_no_damage_gets_past(
    tmp_path_factory: pytest.TempPathFactory, seed: int, changes: int
) -> None:
    """Bytes changed, cut out or repeated: refused in a sentence, or nothing is different."""
    folder = tmp_path_factory.mktemp("damaged")
    path = make_wheel(folder)
    whole = inspect(path)
    chance = random.Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(changes):
        at = chance.randrange(len(data))
        match chance.randrange(3):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + chance.randrange(1, 20)]
            case _:
                data[at:at] = data[at : at + chance.randrange(1, 20)]
    path.write_bytes(data)
    refused = ""
    try:
        seen = inspect(path)
        unpack(path, folder / "out")
    except BadWheel as error:
        refused = str(error)
    if refused:
        assert refused.endswith(".")
        assert refused.isprintable()
        return
    assert seen == whole
    assert (folder / "out" / "good_plugin.py").read_text() == GOOD


@settings(max_examples=300, deadline=None, derandomize=True)
@given(name=st.text(max_size=250))
def test_no_path_leads_out(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """Whatever a member is called, it is refused or stays below the folder it is unpacked into."""
    entry = zipfile.ZipInfo("x")
    entry.filename = name
    try:
        wheel_archive._check_name(name)
    except BadWheel:
        return
    base = Path("/some/folder")
    assert base in base.joinpath(*name.split("/")).parents
    assert "\\" not in name
