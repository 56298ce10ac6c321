"""A plugin loaded once, apart: in a process of its own, so that whatever it does stays there."""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import psutil

from procession.plugin.api import Lesson, Track
from procession.plugin.discovery import discover
from procession.plugin.installed import plugins_folder
from procession.plugin.loaded import load_alone

__all__ = ["Tried", "try_plugins"]

LIMIT_S = 30.0
_HOOKS: tuple[tuple[str, type | None], ...] = (
    ("procession_lessons", Lesson),
    ("procession_probe", None),
    ("procession_tracks", Track),
    ("procession_exporters", None),
    ("procession_engines", None),
)
"""Hooks that may be asked before there is a run; those with Qt or a recording are left out."""


@dataclass(frozen=True, slots=True)
class Tried:
    """How a plugin fared in its trial."""

    name: str
    state: str
    reason: str = ""
    traceback: str = ""
    offers: tuple[str, ...] = ()


def try_plugins(
    names: Sequence[str], folder: Path | None = None, limit_s: float = LIMIT_S
) -> list[Tried]:
    """Load these plugins in another process, from `folder` or from wherever they are found.

    Raises nothing for what they do; one that ends that process, or takes more than `limit_s`
    seconds, has failed.
    """
    context = multiprocessing.get_context("spawn")
    results, told = context.Pipe(duplex=False)
    path = str(folder) if folder else None
    # An older version of what is tried would be imported in its place.
    own = str(plugins_folder())
    others = [one for one in sys.path if folder is None or not one.startswith(own)]
    process = context.Process(target=_try, args=(told, list(names), path, others))
    process.start()
    told.close()
    answers: dict[str, Tried] = {}
    try:
        while len(answers) < len(names) and wait([results, process.sentinel], limit_s):
            if not results.poll():
                break  # it has ended and said nothing more
            # Only texts and lists of texts travel, made by our own code in there; still, what a
            # plugin could forge there must not be unpickled here.
            answer = _read(results)
            answers[answer.name] = answer
    except (EOFError, OSError, ValueError):
        pass
    finally:
        ended = _end(process)
        results.close()
    return [answers.get(name) or _silent(name, ended, limit_s) for name in names]


def _read(results: Any) -> Tried:
    told: dict[str, Any] = json.loads(results.recv_bytes(4 * 1024 * 1024))
    return Tried(
        str(told["name"]),
        str(told["state"]),
        str(told["reason"]),
        str(told["traceback"]),
        tuple(map(str, told["offers"])),
    )


def _silent(name: str, exitcode: int | None, limit_s: float) -> Tried:
    if exitcode is None:
        return Tried(name, "failed", f"It was still being loaded after {limit_s:g} s.")
    if exitcode < 0:
        return Tried(name, "failed", f"It ended the process that loaded it, by signal {-exitcode}.")
    return Tried(name, "failed", f"It ended the process that loaded it, with status {exitcode}.")


def _end(process: multiprocessing.process.BaseProcess) -> int | None:
    """End a trial with all it has started; its exit code, None if it had to be ended."""
    process.join(1.0)
    exitcode = process.exitcode
    try:
        family = psutil.Process(process.pid).children(recursive=True) if exitcode is None else []
    except psutil.Error:
        family = []
    if exitcode is None:
        process.kill()
    for one in family:
        try:
            one.kill()
        except psutil.Error:
            pass
    process.join()
    process.close()
    return exitcode


def _try(told: Connection, names: list[str], folder: str | None, path: list[str]) -> None:
    """In the other process, whose own output nobody wants to see."""
    sys.stdin = sys.stdout = sys.stderr = open(os.devnull, "r+", encoding="utf-8")  # noqa: SIM115
    sys.path[:] = path
    if folder is not None and folder not in sys.path:
        sys.path.append(folder)
    found = {one.name: one for one in discover([folder] if folder else None)}
    for name in names:
        if name not in found:
            answer = Tried(name, "failed", "It is not there.")
        else:
            plugin = load_alone(found[name])
            for hook, item in _HOOKS:
                arguments = {"recording": None} if hook == "procession_tracks" else {}
                plugin.call(hook, item, **arguments)
            answer = Tried(
                name, plugin.state, plugin.reason, plugin.traceback, tuple(plugin.offered)
            )
        told.send_bytes(
            json.dumps(
                {
                    "name": answer.name,
                    "state": answer.state,
                    "reason": answer.reason,
                    "traceback": answer.traceback,
                    "offers": answer.offers,
                }
            ).encode()
        )
    # What a plugin has registered to run at the end, or left running, does not keep us.
    told.close()
    os._exit(0)
