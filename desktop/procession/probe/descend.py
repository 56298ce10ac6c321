"""Into descendants: forked children go on with the probe, other Pythons are given it again.

Forking children inherit the wrappers and only need pages of their own. A child that executes the
same Python (``spawn``, the fork server, ``subprocess``) gets the entry of ``PYTHONPATH`` that
`boot` took out of the environment; so does one that takes the place of this process (``exec``).
"""

import os
import sys

from ..records import OTHER_PROGRAM, STARTED
from . import writer
from .caller import frame_above, place_from
from .isolated import observed_words
from .wrapping import dress, shorten, swallow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

VARIABLE = "PYTHONPATH"


def install(entry: str) -> None:
    """Follow the descendants of this process.

    Args:
        entry: the folder whose ``sitecustomize`` starts the probe.
    """
    if sys.platform == "win32":
        _watch_create_process(entry)
    else:
        os.register_at_fork(before=_about_to_fork, after_in_child=_forked)
        _watch_fork_exec(entry)
        _watch_posix_spawn(entry)
        _watch_exec(entry)


_before: "list[Callable[[], None]]" = []
_after_fork: "list[Callable[[], None]]" = []


def before_descending(function: "Callable[[], None]") -> None:
    """Call `function` in the parent before a child is forked or a Python started."""
    _before.append(function)


def when_forked(function: "Callable[[], None]") -> None:
    """Call `function` first thing in every forked child."""
    _after_fork.append(function)


def _about_to_fork() -> None:
    try:
        for function in _before:
            function()
    except Exception as fault:
        swallow(fault)
        return


def _forked() -> None:
    try:
        writer.begin_in_child()
        for function in _after_fork:
            function()
        # The stack of the fork is still there: it says where the child was started.
        writer.fact(
            place=0 if _is_fork_server() else place_from(frame_above(1)),
            process_pid=os.getpid(),
            started_by="fork",
        )
    except Exception as fault:
        swallow(fault)
        return


def _is_fork_server() -> bool:
    """Whether this child was forked for another process: then that one knows the place."""
    return any(word.startswith("from multiprocessing.forkserver") for word in sys.orig_argv)


def _same_python(path: object) -> bool:
    """Whether an executable is the Python that runs here (or the one it was made from)."""
    if not isinstance(path, (str, bytes, os.PathLike)):
        return False
    named = os.fsdecode(path)
    base = getattr(sys, "_base_executable", None)
    if named in (sys.executable, base):
        return True
    if "python" not in os.path.basename(named).lower():
        return False
    try:
        return os.path.samefile(named, sys.executable)
    except OSError:
        return False


def extend_mapping(entry: str, environment: "Mapping[Any, Any] | None") -> "dict[Any, Any]":
    """An environment as ``posix_spawn`` and ``CreateProcess`` take it, with the entry in front."""
    extended = dict(os.environ if environment is None else environment)
    for key in (VARIABLE, VARIABLE.encode()):
        if key in extended:
            value = extended[key]
            joint: Any = os.pathsep
            first: Any = entry
            if isinstance(value, bytes):
                joint, first = os.fsencode(joint), os.fsencode(first)
            # Twice when it was empty: the boot file then leaves it so.
            extended[key] = first + joint + (value or first)
            return extended
    extended[VARIABLE] = entry
    return extended


def tell_started(pid: object, name: str = "") -> None:
    """Record in the parent that it started a child."""
    if isinstance(pid, int):
        place = place_from(frame_above(2))
        writer.emit(STARTED, place=place, value=pid, aux=writer.text(name))


if sys.platform != "win32":

    def extend_list(entry: str, environment: "list[bytes] | None") -> "list[bytes]":
        """An environment as ``fork_exec`` takes it, with the entry in front."""
        if environment is None:
            environment = [key + b"=" + value for key, value in os.environb.items()]
        first = os.fsencode(entry)
        prefix = VARIABLE.encode() + b"="
        extended = []
        found = False
        for pair in environment:
            if pair.startswith(prefix) and not found:
                found = True
                rest = pair[len(prefix) :]
                pair = prefix + first + os.pathsep.encode() + (rest or first)
            extended.append(pair)
        if not found:
            extended.append(prefix + first)
        return extended

    def _watch_fork_exec(entry: str) -> None:
        import _posixsubprocess

        original = _posixsubprocess.fork_exec

        def fork_exec(args, executables, close_fds, keep, cwd, env, *rest):  # type: ignore[no-untyped-def]
            observed = False
            try:
                observed = bool(executables) and _same_python(executables[0])
                if observed:
                    _about_to_fork()
                    takes, args = _observed_words(entry, args)
                    if takes:
                        env = extend_list(entry, env)
            except Exception as fault:
                swallow(fault)
                observed = False
            try:
                pid = original(args, executables, close_fds, keep, cwd, env, *rest)
            except BaseException as error:
                shorten(error)
                raise
            tell_started(pid, "" if observed else OTHER_PROGRAM)
            return pid

        _posixsubprocess.fork_exec = fork_exec

    def _observed_words(entry: str, words: "Any") -> "tuple[bool, Any]":
        if not isinstance(words, (list, tuple)):
            return True, words
        return observed_words(os.path.join(entry, "sitecustomize.py"), list(words))

    def _watch_exec(entry: str) -> None:
        execv, execve = os.execv, os.execve

        def replaced(path: object, argv: "Any", env: "Any") -> None:
            # Comes back only when that did not work, or when it is no Python of ours.
            try:
                if not _same_python(path):
                    return
                takes, argv = _observed_words(entry, argv)
                if takes:
                    env = extend_mapping(entry, env)
                execve(path, argv, os.environ if env is None else env)  # type: ignore[arg-type]
            except Exception as fault:
                swallow(fault)
                return

        # A failure is then raised by the original itself.
        def exec_(path, argv, /):  # type: ignore[no-untyped-def]
            replaced(path, argv, None)
            try:
                execv(path, argv)
            except BaseException as error:
                shorten(error)
                raise

        def exec_with(path, argv, env):  # type: ignore[no-untyped-def]
            replaced(path, argv, env)
            try:
                execve(path, argv, env)
            except BaseException as error:
                shorten(error)
                raise

        os.execv = dress(exec_, execv)
        os.execve = dress(exec_with, execve)

    def _watch_posix_spawn(entry: str) -> None:
        def wrap(original):  # type: ignore[no-untyped-def]
            def posix_spawn(path, argv, env, /, **options):  # type: ignore[no-untyped-def]
                observed = False
                try:
                    observed = _same_python(path)
                    if observed:
                        takes, argv = _observed_words(entry, argv)
                        if takes:
                            env = extend_mapping(entry, env)
                except Exception as fault:
                    swallow(fault)
                    observed = False
                try:
                    pid = original(path, argv, env, **options)
                except BaseException as error:
                    shorten(error)
                    raise
                tell_started(pid, "" if observed else OTHER_PROGRAM)
                return pid

            return posix_spawn

        for name in ("posix_spawn", "posix_spawnp"):
            original = getattr(os, name, None)
            if original is not None:
                wrapped = wrap(original)  # type: ignore[no-untyped-call]
                wrapped.__name__ = wrapped.__qualname__ = name
                wrapped.__doc__ = original.__doc__
                wrapped.__module__ = original.__module__
                setattr(os, name, wrapped)

else:

    def _watch_create_process(entry: str) -> None:
        """Written for Windows and checked by type only: it was not run here."""
        import _winapi

        original = _winapi.CreateProcess

        def CreateProcess(name, command, process, thread, inherit, flags, env, cwd, startup, /):  # type: ignore[no-untyped-def]
            observed = False
            try:
                program = name or (command or "").strip().split('"')[1 if command[:1] == '"' else 0]
                observed = _same_python(program)
                if observed:
                    _about_to_fork()
                    env = extend_mapping(entry, env)
            except Exception as fault:
                swallow(fault)
                observed = False
            try:
                made = original(name, command, process, thread, inherit, flags, env, cwd, startup)
            except BaseException as error:
                shorten(error)
                raise
            if observed:
                tell_started(made[2])
            return made

        _winapi.CreateProcess = CreateProcess
