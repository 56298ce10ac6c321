"""Which Python runs the program, when nobody says so or somebody does.

Used by the command line and by the window.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from procession.recorder.errors import BadInput

OLDEST = (3, 11)
_ASK = "import sys; print('%d.%d.%d' % sys.version_info[:3])"
_PATIENCE_S = 20.0


def choose_python(wanted: str | None) -> tuple[str, str]:
    """The interpreter's path and version. Raises BadInput when `wanted` will not do.

    Without `wanted`: the Python of ``$VIRTUAL_ENV``, else ``python3`` or ``python`` on the path if
    it is new enough, else Procession's own.
    """
    if wanted is not None:
        return _check(wanted)
    own = ".".join(map(str, sys.version_info[:3]))
    found = _of_virtual_env()
    if found is not None:
        return found
    for name in ("python3", "python"):
        path = shutil.which(name)
        if path is None:
            continue
        if os.path.realpath(path) == os.path.realpath(sys.executable):
            # The same program, if maybe of another environment: no need to ask it.
            return path, own
        version = version_of(path)
        if version is not None and parts(version) >= OLDEST:
            return path, version
    return sys.executable, own


def _check(wanted: str) -> tuple[str, str]:
    path = shutil.which(wanted)
    if path is None:
        raise BadInput(f"there is no Python at {wanted or repr(wanted)}")
    version = version_of(path)
    if version is None:
        raise BadInput(f"{wanted} is not a Python interpreter")
    if parts(version) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise BadInput(f"{wanted} is Python {version}, and {oldest} or newer is needed")
    # Relative to here, not to where the program will run.
    return os.path.abspath(path), version


def _of_virtual_env() -> tuple[str, str] | None:
    path = in_virtual_env()
    if path is None or not os.access(path, os.X_OK):
        return None
    version = _version_by_config(Path(path).parents[1]) or version_of(path)
    return (path, version) if version and parts(version) >= OLDEST else None


def in_virtual_env() -> str | None:
    """Where the Python of ``$VIRTUAL_ENV`` would be."""
    folder = os.environ.get("VIRTUAL_ENV")
    if not folder:
        return None
    inside = ("Scripts", "python.exe") if sys.platform == "win32" else ("bin", "python")
    return str(Path(folder, *inside))


def _version_by_config(environment: Path) -> str | None:
    """What the environment says of itself, which is faster than asking its Python."""
    try:
        text = (environment / "pyvenv.cfg").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    found = re.search(r"^version(?:_info)?\s*=\s*(\d+\.\d+\.\d+)", text, re.MULTILINE)
    return found[1] if found else None


def version_of(path: str) -> str | None:
    """What the Python at `path` says it is; None when it is none. Starts a process."""
    try:
        asked = subprocess.run(
            [path, "-I", "-S", "-c", _ASK],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PATIENCE_S,
        )
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    answer = asked.stdout.strip()
    return answer if asked.returncode == 0 and re.fullmatch(r"\d+\.\d+\.\d+", answer) else None


def parts(version: str) -> tuple[int, ...]:
    """A version to compare."""
    return tuple(int(part) for part in version.split("."))
