"""The guide for plugins names every hook as it is, and every name that plugins may import."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from procession.plugin import api, hookspecs

GUIDE = (Path(__file__).parents[2] / "docs" / "plugins.md").read_text(encoding="utf-8")
HOOKS = [name for name in vars(hookspecs) if name.startswith("procession_")]


@pytest.mark.parametrize("hook", HOOKS)
def test_each_hook_stands_there_with_its_signature(hook: str) -> None:
    function = getattr(hookspecs, hook)
    # Annotations are texts: the module postpones them.
    shown = str(inspect.signature(function)).replace("'", "").replace("|", r"\|")
    assert f"| `{hook}{shown}` |" in GUIDE


@pytest.mark.parametrize("name", ["Lesson", "Track", "Finding", "Exporter"])
def test_each_type_stands_there_with_its_fields(name: str) -> None:
    fields = ", ".join(inspect.signature(getattr(api, name)).parameters)
    assert f"`{name}({fields})`" in GUIDE


def test_every_name_of_the_api_is_there() -> None:
    for name in api.__all__:
        assert hasattr(api, name)
