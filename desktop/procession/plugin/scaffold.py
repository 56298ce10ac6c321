"""A new plugin project that works from the start: ``procession plugins new latch``."""

from __future__ import annotations

import keyword
import re
import shutil
import sys
import tempfile
from importlib.resources import files
from pathlib import Path
from string import Template

from procession.plugin.discovery import discover

__all__ = ["ScaffoldError", "write_project"]

_FILES = {
    "pyproject.toml": "pyproject.toml.txt",
    "README.md": "README.md.txt",
    "src/{package}/__init__.py": None,
    "src/{package}/plugin.py": "plugin.py.txt",
    "src/{package}/probe.py": "probe.py.txt",
    "src/{package}/findings.py": "findings.py.txt",
    "src/{package}/lessons/{name}.py": "primitive.py.txt",
    "src/{package}/lessons/two_at_the_door.py": "lesson.py.txt",
    "src/{package}/lessons/two_at_the_door.md": "lesson.md.txt",
    "tests/conftest.py": "conftest.py.txt",
    "tests/test_{name}.py": "tests.py.txt",
}
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)
_LONGEST = 40


class ScaffoldError(Exception):
    """The project cannot be made; the text is one clear sentence."""


def write_project(name: str, where: Path) -> Path:
    """Write a project for the primitive `name` into `where`; gives its folder.

    Raises `ScaffoldError` for a name that cannot be one and a folder that is there already, and
    OSError. All of it is written, or nothing.
    """
    if not _NAME.fullmatch(name) or keyword.iskeyword(name) or len(name) > _LONGEST:
        raise ScaffoldError(
            f"{name!r} cannot be the name of a plugin; take small letters, digits and _, "
            f"beginning with a letter, at most {_LONGEST}: rubber_stamp"
        )
    if name in sys.stdlib_module_names:
        raise ScaffoldError(f"Python has a module named {name}; take another name")
    if any(found.name == name for found in discover()):
        raise ScaffoldError(f"there is a plugin {name} already; take another name")
    words = {
        "name": name,
        "dashed": name.replace("_", "-"),
        "package": f"procession_{name}",
        "kind": "".join(word.capitalize() for word in name.split("_")),
    }
    folder = where / f"procession-{words['dashed']}"
    if folder.exists():
        raise ScaffoldError(f"{folder} is there already; nothing was written")
    templates = files("procession.plugin") / "new_project"
    staging = Path(tempfile.mkdtemp(prefix=".procession-new-", dir=where))
    try:
        for target, source in _FILES.items():
            path = staging / target.format_map(words)
            path.parent.mkdir(parents=True, exist_ok=True)
            text = (templates / source).read_text(encoding="utf-8") if source else ""
            path.write_text(Template(text).substitute(words), encoding="utf-8")
        staging.chmod(0o755)
        staging.rename(folder)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    return folder
