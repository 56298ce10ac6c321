"""Set-up's parts that can be looked at without setting up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools.loading import ROOT

SET_UP = ROOT / "tools" / "set_up"


def uv_environment(**variables: str) -> dict[str, str]:
    """What uv is given on a machine whose pip has these variables and no files."""
    bare = {
        name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_"))
    }
    code = "import json, index_settings; print(json.dumps(index_settings.uv_environment()))"
    result = subprocess.run(
        [sys.executable, "-c", code],
        env={**bare, "PIP_CONFIG_FILE": os.devnull, "PYTHONPATH": str(SET_UP), **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, str] = json.loads(result.stdout)
    return found


def test_pips_indexes_become_uvs() -> None:
    found = uv_environment(
        PIP_INDEX_URL="https://one.invalid/simple",
        PIP_EXTRA_INDEX_URL="https://two.invalid/simple https://three.invalid/simple",
        PIP_FIND_LINKS="/wheels /more",
    )
    assert found["UV_DEFAULT_INDEX"] == "https://one.invalid/simple"
    assert found["UV_INDEX"] == "https://two.invalid/simple https://three.invalid/simple"
    assert found["UV_FIND_LINKS"] == "/wheels,/more"
    assert found["UV_INDEX_STRATEGY"] == "unsafe-best-match"


def test_uvs_own_indexes_stand() -> None:
    found = uv_environment(
        PIP_INDEX_URL="https://one.invalid/simple", UV_DEFAULT_INDEX="https://own.invalid/simple"
    )
    assert found["UV_DEFAULT_INDEX"] == "https://own.invalid/simple"
    assert "UV_INDEX" not in found


def test_a_machine_without_settings_gets_none() -> None:
    assert not [name for name in uv_environment() if name.startswith("UV_")]


@pytest.mark.parametrize("what", ["everything", "--help"])
def test_what_there_is_not_is_refused(what: str) -> None:
    result = subprocess.run(
        [sys.executable, str(SET_UP), what], capture_output=True, text=True, cwd=ROOT
    )
    assert result.returncode == 2
    assert result.stderr.startswith(f"There is no set-up named {what}")
    assert result.stdout == ""


@pytest.mark.skipif(sys.platform == "win32", reason="make is not the way in there")
def test_a_python_that_is_too_old_is_told_in_one_sentence(tmp_path: Path) -> None:
    code = (
        "import runpy, sys\nsys.version_info = (3, 9, 1)\n"
        f"runpy.run_path({str(SET_UP)!r}, run_name='__main__')\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == 1
    assert result.stderr.startswith("Procession needs Python 3.11 or later")
    assert len(result.stderr.splitlines()) == 1
