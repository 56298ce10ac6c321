"""The lives of processes: who one is, how it ends, what its parent saw of that."""

import os
import sys

from ..records import EXITING, REAPED, SEPARATOR
from . import writer
from .descend import before_descending, tell_started, when_forked
from .wrapping import replace, shorten, swallow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import Any

    from .imports import Watch

WNOHANG = getattr(os, "WNOHANG", 1)

WORKERS = ("multiprocessing.pool", "concurrent.futures.process")
"""Modules whose functions are the targets of pool and executor workers."""
SERVERS = ("multiprocessing.managers",)


class _Life:
    """What was told of this process already."""

    def __init__(self) -> None:
        self.introduced = False
        self.exiting = False
        self.method_told = False
        self.failure = ""

    def again(self) -> None:
        self.__init__()  # type: ignore[misc]


life = _Life()


def install(watch: "Watch") -> None:
    """Watch births and ends in this process."""
    import atexit

    version = ".".join(map(str, sys.version_info[:3]))
    role, name = _role_by_command_line(list(sys.orig_argv))
    if role:
        writer.fact(python=version, role=role, name=name)
    else:
        writer.fact(python=version)
    when_forked(life.again)
    before_descending(tell_default_method)
    atexit.register(_at_exit)
    watch.when_imported("multiprocessing.process", _patch_process)
    watch.when_imported("multiprocessing.context", _patch_context)
    watch.when_imported("multiprocessing.util", _patch_util)
    watch.when_imported("multiprocessing.forkserver", _patch_forkserver)
    watch.when_imported("traceback", _patch_traceback)
    popens = ("spawn_win32",) if sys.platform == "win32" else ("fork", "forkserver")
    for name in popens:
        watch.when_imported(f"multiprocessing.popen_{name}", _patch_popen)


def is_helper_without_children(argv: "list[str]") -> bool:
    """Whether this Python runs nothing of the program (the resource tracker)."""
    return _role_by_command_line(argv)[1] == "resource_tracker"


def _role_by_command_line(argv: "list[str]") -> "tuple[str, str]":
    """Role and name that the command line of multiprocessing's own processes gives away."""
    for index, word in enumerate(argv[1:], 1):
        if word == "--multiprocessing-fork":
            return "child", ""
        if argv[index - 1] == "-c":
            for helper in ("resource_tracker", "forkserver"):
                if word.startswith(f"from multiprocessing.{helper} import main"):
                    return "helper", helper
    return "", ""


# --- birth -------------------------------------------------------------------------------------


def _patch_process(module: "ModuleType") -> None:
    replace(module.BaseProcess, "_after_fork", _around_after_fork)
    lifecycle_codes["bootstrap"] = module.BaseProcess._bootstrap.__code__


def _patch_context(module: "ModuleType") -> None:
    # Spawned processes do not call BaseProcess's: "nothing to do".
    replace(getattr(module, "SpawnProcess", None), "_after_fork", _around_after_fork)


def _around_after_fork(original: "Any") -> "Any":
    # Called by _bootstrap once the process object is the current one; returns before the
    # target runs.
    def _after_fork():  # type: ignore[no-untyped-def]
        try:
            try:
                module = sys.modules["multiprocessing.process"]
                _introduce(module)
                for function in _before_run:
                    function(module._current_process)
            except Exception as fault:
                swallow(fault)
            return original()
        except BaseException as error:
            shorten(error)
            raise

    return _after_fork


_before_run: "list[Callable[[Any], None]]" = []


def when_run(function: "Callable[[Any], None]") -> None:
    """Call ``function(process)`` in every new process of `multiprocessing`, before its target."""
    _before_run.append(function)


lifecycle_codes: "dict[str, Any]" = {}


def _introduce(module: "Any") -> None:
    """Tell who this process is, as multiprocessing has it."""
    if life.introduced:
        return
    life.introduced = True
    process = module._current_process
    target = getattr(process, "_target", None)
    origin = getattr(target, "__module__", "") if _is_plain(target) else ""
    role = "worker" if origin in WORKERS else "helper" if origin in SERVERS else "child"
    parent = module._parent_process
    writer.fact(
        name=process._name,
        role=role,
        daemon=int(bool(process._config.get("daemon", False))),
        start_method=_method_of(process),
        parent_pid=parent._pid if parent is not None else 0,
        target=getattr(target, "__qualname__", "") if _is_plain(target) else "",
        target_module=origin,
    )


def _is_plain(target: object) -> bool:
    """Whether asking this object for its name runs no code of the program."""
    return type(target).__name__ in ("function", "method", "builtin_function_or_method")


def _method_of(process: "Any") -> str:
    own = getattr(type(process), "_start_method", None)
    if own:
        return str(own)
    context = sys.modules.get("multiprocessing.context")
    actual = getattr(getattr(context, "_default_context", None), "_actual_context", None)
    return str(getattr(actual, "_name", "") or "")


def tell_default_method() -> None:
    """Tell, once, which start method this process uses by default."""
    if life.method_told:
        return
    context = sys.modules.get("multiprocessing.context")
    default = getattr(context, "_default_context", None)
    actual = getattr(default, "_actual_context", None) or getattr(default, "_default_context", None)
    name = getattr(actual, "_name", None)
    if name:
        life.method_told = True
        writer.fact(default_start_method=name)


# --- the parent's view -------------------------------------------------------------------------


def _patch_popen(module: "ModuleType") -> None:
    if module.__name__.endswith("win32"):
        replace(module.Popen, "wait", _around_wait)
    else:
        replace(module.Popen, "poll", _around_poll)


def _around_poll(original: "Any") -> "Any":
    def poll(self, flag=WNOHANG):  # type: ignore[no-untyped-def]
        try:
            known = self.returncode
            try:
                code = original(self, flag)
            except BaseException as error:
                shorten(error)
                raise
            _tell_reaped(self, known, code)
            return code
        except BaseException as error:
            shorten(error)
            raise

    return poll


def _around_wait(original: "Any") -> "Any":
    def wait(self, timeout=None):  # type: ignore[no-untyped-def]
        try:
            known = self.returncode
            try:
                code = original(self, timeout)
            except BaseException as error:
                shorten(error)
                raise
            _tell_reaped(self, known, code)
            return code
        except BaseException as error:
            shorten(error)
            raise

    return wait


def _tell_reaped(popen: "Any", known: "int | None", code: "int | None") -> None:
    if known is None and isinstance(code, int):
        writer.emit(REAPED, value=code, aux=popen.pid & 0xFFFFFFFF)


def _patch_forkserver(module: "ModuleType") -> None:
    def around(original: "Any") -> "Any":
        def read_signed(fd):  # type: ignore[no-untyped-def]
            try:
                try:
                    number = original(fd)
                except BaseException as error:
                    shorten(error)
                    raise
                if sys._getframe(1).f_code.co_name == "_launch":
                    tell_started(number)
                return number
            except BaseException as error:
                shorten(error)
                raise

        return read_signed

    replace(module, "read_signed", around)


# --- the end -----------------------------------------------------------------------------------


def _patch_util(module: "ModuleType") -> None:
    def around(original: "Any") -> "Any":
        def _flush_std_streams():  # type: ignore[no-untyped-def]
            try:
                if sys._getframe(1).f_code is lifecycle_codes.get("bootstrap"):
                    _tell_exiting()
                return original()
            except BaseException as error:
                shorten(error)
                raise

        return _flush_std_streams

    replace(module, "_flush_std_streams", around)


def _patch_traceback(module: "ModuleType") -> None:
    def around(original: "Any") -> "Any":
        def print_exc(limit=None, file=None, chain=True):  # type: ignore[no-untyped-def]
            try:
                if sys._getframe(1).f_code is lifecycle_codes.get("bootstrap"):
                    life.failure = describe_error(sys.exc_info()[1])
                try:
                    return original(limit, file, chain)
                except BaseException as error:
                    shorten(error)
                    raise
            except BaseException as error:
                shorten(error)
                raise

        return print_exc

    replace(module, "print_exc", around)


def describe_error(error: "BaseException | None") -> str:
    """``Type: message`` of an exception, without running code of the program."""
    if error is None:
        return ""
    kind = type(error)
    name = kind.__qualname__ if isinstance(kind.__qualname__, str) else "Exception"
    if kind.__module__ != "builtins":
        return name
    if all(type(part) in (str, int, float, type(None)) for part in error.args):
        message = str(error)
        return f"{name}: {message}" if message else name
    return name


def _tell_exiting() -> None:
    if life.exiting:
        return
    life.exiting = True
    tell_default_method()
    how = f"exception{SEPARATOR}{life.failure}" if life.failure else "exit"
    writer.emit(EXITING, value=-1, aux=writer.text(how))


def _at_exit() -> None:
    try:
        if not life.failure:
            error = getattr(sys, "last_exc", None) or getattr(sys, "last_value", None)
            life.failure = describe_error(error)
        _tell_exiting()
    except Exception as fault:
        swallow(fault)
        return
