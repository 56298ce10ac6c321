"""Packages that the tests run, in an environment of their own."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import venv
from pathlib import Path


class Missing(Exception):
    """A package is not to be had here; the message says why."""


def environment(folder: Path, *names: str) -> Path:
    """The Python of a new environment in `folder` that has these packages.

    Raises:
        Missing: they cannot be installed.
    """
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    _pip(python, "install", *names)
    return python


def source_of(python: Path, folder: Path, name: str) -> Path:
    """The unpacked source distribution of a package, for its own tests.

    Raises:
        Missing: there is none to be had.
    """
    _pip(python, "download", "--no-deps", "--no-binary", ":all:", "-d", str(folder), name)
    for archive in folder.glob("*.tar.gz"):
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
        return archive.with_name(archive.name.removesuffix(".tar.gz"))
    raise Missing(f"{name} has no source distribution")


def _pip(python: Path, *arguments: str) -> None:
    command = [str(python), "-m", "pip", "--disable-pip-version-check", "-q", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=240)
    except subprocess.TimeoutExpired as error:
        raise Missing(f"pip took too long: {' '.join(arguments)}") from error
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["pip failed"]
        raise Missing(lines[-1])
