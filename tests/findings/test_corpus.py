"""A part of the corpus, as ``make findings`` runs all of it: the rest takes too long here."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tools.findings import CORPUS, Expected, Told, look

QUICK = (
    ("broken/eof_never", "fork"),
    ("broken/pipe_both_send", "fork"),
    ("broken/pipe_both_receive", "spawn"),
    ("broken/simple_queue_full", "fork"),
    ("broken/lock_event_mixed", "fork"),
    ("broken/over_release_bounded", "fork"),
    ("broken/global_not_shared", "fork"),
    ("broken/fork_while_held", "fork"),
    ("clean/big_message", "fork"),
    ("clean/pipe_server", "fork"),
    ("clean/turns_by_semaphores", "fork"),
    ("clean/server_until_sigterm", "fork"),
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    """What was found in each of them."""
    folder = tmp_path_factory.mktemp("corpus")
    # Programs that hang cost time, not processors.
    with ThreadPoolExecutor(3) as threads:
        runs = {name: threads.submit(look, _path(name), how, folder) for name, how in QUICK}
        return {name: run.result() for name, run in runs.items()}


def _path(name: str) -> Path:
    return CORPUS / f"{name}.py"


@pytest.mark.parametrize("name", [name for name, _ in QUICK if name.startswith("broken/")])
def test_what_is_broken_is_found_with_its_objects_and_lines(
    name: str, told: dict[str, Told]
) -> None:
    expected = Expected.of(_path(name))
    assert told[name].right(expected), told[name]
    errors = {one["rule"] for one in told[name].findings if one["level"] == "error"}
    assert errors <= {expected.rule}


@pytest.mark.parametrize("name", [name for name, _ in QUICK if name.startswith("clean/")])
def test_what_is_clean_gives_no_error(name: str, told: dict[str, Told]) -> None:
    assert not told[name].trouble
    assert [one for one in told[name].findings if one["level"] == "error"] == []
