"""Real plugin distributions, made in a folder: what pip would leave in site-packages."""

from __future__ import annotations

import textwrap
from pathlib import Path


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
