"""Real plugin distributions, made in a folder: what pip would leave in site-packages."""

from __future__ import annotations

import textwrap
from collections.abc import Collection
from pathlib import Path

from procession.plugin.discovery import discover
from procession.plugin.manager import Manager, load


def make_plugin(
    folder: Path,
    name: str,
    code: str,
    *,
    distribution: str | None = None,
    entry_points: str | None = None,
) -> str:
    """Write module ``procession_test_NAME`` and its distribution; returns the module's name."""
    module = f"procession_test_{name}"
    (folder / f"{module}.py").write_text(textwrap.dedent(code))
    distribution = distribution or f"procession-test-{name.replace('_', '-')}"
    info = folder / f"{distribution.replace('-', '_')}-1.2.dist-info"
    info.mkdir(exist_ok=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.2\n")
    text = entry_points or f"[procession.plugins]\n{name} = {module}\n"
    (info / "entry_points.txt").write_text(text)
    return module


def load_all(site: Path, disabled: Collection[str] = ()) -> Manager:
    """Load what is in a folder, all of it switched on by the user."""
    enabled = {found.name: found.version for found in discover([str(site)])}
    return load(path=[str(site)], disabled=disabled, enabled=enabled)
