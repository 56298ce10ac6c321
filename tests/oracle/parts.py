"""What there is to run: CPython's own suites, in parts of a minute or two."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path

from tests.oracle.interpreters import Interpreter

METHODS = ("fork", "spawn", "forkserver")
KINDS = ("processes", "threads", "manager", "misc")
RUNNER = Path(__file__).with_name("runner.py")
FUTURES = "test.test_concurrent_futures"
MAIN = "test.test_multiprocessing_main_handling"

_WRAPPER = """
import unittest
from test import _test_multiprocessing

_test_multiprocessing.install_tests_in_module_dict(globals(), {method!r}, {selection})
"""
"""What CPython's ``test_multiprocessing_*`` are; some builds leave them out."""


@dataclass(frozen=True)
class Part:
    """One module of tests that is run by itself."""

    name: str
    module: str
    skip: tuple[str, ...] = ()


def parts_of(python: Interpreter) -> list[Part]:
    """All parts that this Python has."""
    skip: tuple[str, ...] = ()
    if python.version < (3, 13):
        skip = ("WithThreadsTestPool.test_terminate",)  # takes five minutes, bare
    parts = [
        Part(f"{kind} {method}", wrapper_name(method, kind), skip)
        for method in METHODS
        for kind in KINDS
    ]
    if FUTURES in python.suites:
        parts.append(Part("concurrent_futures", FUTURES))
    if MAIN in python.suites:
        parts.append(Part("main_handling", MAIN))
    return parts


def missing_of(python: Interpreter) -> list[str]:
    """The suites that this Python was built without."""
    return [name for name in (FUTURES, MAIN) if name not in python.suites]


def wrapper_name(method: str, kind: str) -> str:
    """The name of the module that holds one kind of tests under one start method."""
    return f"suite_{method}_{kind}"


def write_modules(folder: Path) -> Path:
    """Put the runner and the wrapper modules into `folder`; returns the runner's path."""
    for method in METHODS:
        for kind in KINDS:
            selection = "exclude_types=True" if kind == "misc" else f"only_type={kind!r}"
            text = _WRAPPER.format(method=method, selection=selection)
            (folder / f"{wrapper_name(method, kind)}.py").write_text(textwrap.dedent(text))
    runner = folder / "runner.py"
    runner.write_text(RUNNER.read_text())
    return runner
