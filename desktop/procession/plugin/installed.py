"""The user's own plugins: one folder for each distribution, and nothing half there.

``plugins-1/`` in the data folder (the number is the API's) holds ``NAME-VERSION/`` for each wheel
that was installed. What is being unpacked or thrown away has a name that begins with a dot.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from packaging.utils import canonicalize_name

from procession.plugin.api import API_VERSION
from procession.plugin.wheels import WheelInfo, unpack
from procession.recorder.library import data_folder

__all__ = ["Installed", "add_to_path", "installed", "plugins_folder", "put", "remove", "staged"]

_OLD_S = 3600.0
"""What was begun before that is not being worked on any more."""


@dataclass(frozen=True, slots=True)
class Installed:
    """One distribution in the user's folder."""

    name: str
    """Normalised: ``my-plugin``."""
    version: str
    folder: Path


def plugins_folder() -> Path:
    """Where the user's plugins are kept. It may not exist yet."""
    return data_folder() / f"plugins-{API_VERSION}"


def installed() -> list[Installed]:
    """What is there, by name; of two versions, which only a kill can leave, the newer first."""
    return sorted(_found(), key=lambda one: (one.name, -_age(one.folder)))


def add_to_path() -> None:
    """Let this process import the user's plugins: behind everything else that is on its path."""
    _sweep()
    base = plugins_folder()
    if not base.is_dir():
        return
    for folder in (str(one.folder) for one in installed()):
        if folder not in sys.path:
            sys.path.append(folder)
    if str(base) not in sys.path:
        sys.path.append(str(base))


@contextmanager
def staged(wheel: WheelInfo) -> Iterator[Path]:
    """A folder with what is in a checked wheel, gone afterwards unless it was put in its place.

    Raises `BadWheel` and OSError.
    """
    base = plugins_folder()
    base.mkdir(parents=True, exist_ok=True, mode=0o700)
    staging = Path(tempfile.mkdtemp(prefix=".staging-", dir=base))
    try:
        unpack(wheel.path, staging)
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def put(staging: Path, wheel: WheelInfo) -> Installed:
    """Give a staged folder its place, and take away what was installed of it. Raises OSError."""
    name = canonicalize_name(wheel.name)
    target = plugins_folder() / f"{name}-{wheel.version}"
    before = [one for one in installed() if one.name == name]
    if target.exists():
        _throw_away(target)
    os.replace(staging, target)
    for one in before:
        if one.folder != target:
            remove(one)
    return Installed(name, wheel.version, target)


def remove(one: Installed) -> None:
    """Take a distribution away. Raises OSError."""
    _throw_away(one.folder)
    if str(one.folder) in sys.path:
        sys.path.remove(str(one.folder))


def _sweep() -> None:
    """Delete what an interrupted installation or removal has left."""
    with suppress(OSError):
        for path in plugins_folder().glob(".*-*"):
            if time.time() - path.stat().st_mtime > _OLD_S:
                shutil.rmtree(path, ignore_errors=True)


def _throw_away(folder: Path) -> None:
    # Renamed first: from then on it is gone, even where a file of it is still open.
    trash = Path(tempfile.mkdtemp(prefix=".trash-", dir=folder.parent))
    os.replace(folder, trash / folder.name)
    shutil.rmtree(trash, ignore_errors=True)


def _found() -> Iterator[Installed]:
    with suppress(OSError):
        for folder in plugins_folder().iterdir():
            name, dash, version = folder.name.rpartition("-")
            if dash and not name.startswith(".") and folder.is_dir():
                yield Installed(name, version, folder)


def _age(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0.0
