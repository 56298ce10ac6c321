"""What the program's source alone tells: globals that do not travel, traps of other systems."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from procession.plugin.api import Finding, Recording, at, process_name

_UNDEFINED = re.compile(r"NameError: name '(\w+)' is not defined")
_MOST_TEXT = 400_000
_WINDOWS_MOST = 61
_POOLS = {"Pool": "processes", "ProcessPoolExecutor": "max_workers"}


def from_source(recording: Recording) -> Iterator[Finding]:
    """Once the run has ended: nothing here changes while it goes on."""
    if not recording.ended:
        return
    modules = {}
    for file, text in recording.sources.items():
        if len(text) > _MOST_TEXT or "/lib/python" in file.replace("\\", "/"):
            continue
        try:
            modules[file] = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    yield from _missing_globals(recording, modules)
    yield from _private_changes(recording, modules)
    yield from _other_systems(recording, modules)


# --- globals -----------------------------------------------------------------------------------


def _missing_globals(recording: Recording, modules: dict[str, ast.Module]) -> Iterator[Finding]:
    """A child does not know a name that only the parent sets, after it was imported."""
    told: set[str] = set()
    for number, process in sorted(recording.processes.items()):
        match = _UNDEFINED.search(process.error or "")
        if match is None or process.start_method not in ("spawn", "forkserver"):
            continue
        name = match[1]
        where = next((w for f, m in modules.items() if (w := _set_late(f, m, name))), "")
        if not where or name in told:
            continue
        told.add(name)
        yield Finding(
            rule="global-not-shared",
            level="warning",
            certainty="likely",
            message=f"{process_name(recording, number)} does not know `{name}`, which only the "
            f"parent sets{at(where)}: under {process.start_method} a child imports the script "
            "anew, without what runs under the main guard.",
            fix=f"Pass `{name}` as an argument, or through a Pool's initializer.",
            at_ns=process.ended_ns or recording.last_ns,
            processes=(number,),
            where=(where,),
        )


def _set_late(file: str, module: ast.Module, name: str) -> str:
    """Where a global is set by code that an import does not run."""
    for node in module.body:
        if isinstance(node, ast.If) and _is_guard(node):
            for part in ast.walk(node):
                if isinstance(part, ast.Name) and part.id == name and _stores(part):
                    return _short(file, part.lineno)
        if isinstance(node, ast.FunctionDef) and name in _globals_of(node):
            for part in ast.walk(node):
                if isinstance(part, ast.Name) and part.id == name and _stores(part):
                    return _short(file, part.lineno)
    return ""


def _private_changes(recording: Recording, modules: dict[str, ast.Module]) -> Iterator[Finding]:
    """A process's function changes a global that whoever started it reads afterwards."""
    started = {
        (one.target, number)
        for number, one in sorted(recording.processes.items())
        if one.role == "child" and one.target
    }
    for file, module in modules.items():
        functions = {one.name: one for one in module.body if isinstance(one, ast.FunctionDef)}
        for target in sorted({name for name, _ in started} & set(functions)):
            for name in sorted(_globals_of(functions[target])):
                change = _changed(functions[target], name)
                read = _read_after_start(module, target, name)
                if not change or not read:
                    continue
                places = (_short(file, change), _short(file, read))
                yield Finding(
                    rule="global-not-shared",
                    level="warning",
                    certainty="likely",
                    message=f"{target}() changes the global `{name}`{at(places[0])} in a process "
                    f"of its own; what is read{at(places[1])} is the parent's, which stays as it "
                    "was.",
                    fix="Send the result back: a Queue, a Value, or a Pool's return values.",
                    at_ns=recording.last_ns,
                    processes=tuple(
                        number for called, number in sorted(started) if called == target
                    ),
                    where=places,
                )


def _globals_of(function: ast.FunctionDef) -> set[str]:
    found = [part.names for part in ast.walk(function) if isinstance(part, ast.Global)]
    return {name for names in found for name in names}


def _changed(function: ast.FunctionDef, name: str) -> int:
    for part in ast.walk(function):
        if isinstance(part, ast.Name) and part.id == name and _stores(part):
            return part.lineno
    return 0


def _read_after_start(module: ast.Module, target: str, name: str) -> int:
    """The line, after the process was made, where the same function reads the global."""
    scopes: list[ast.stmt] = [
        one for one in module.body if isinstance(one, ast.FunctionDef | ast.If)
    ]
    for scope in scopes:
        if isinstance(scope, ast.FunctionDef) and scope.name == target:
            continue
        made = [
            part.lineno
            for part in ast.walk(scope)
            if isinstance(part, ast.Call) and _makes_process(part, target)
        ]
        joins = [
            part.lineno
            for part in ast.walk(scope)
            if isinstance(part, ast.Attribute) and part.attr == "join"
        ]
        if not made or not joins:
            continue
        reads = [
            part.lineno
            for part in ast.walk(scope)
            if isinstance(part, ast.Name) and part.id == name and isinstance(part.ctx, ast.Load)
        ]
        late = [line for line in reads if line > max(min(joins), min(made))]
        stores = [
            part.lineno
            for part in ast.walk(scope)
            if isinstance(part, ast.Name) and part.id == name and _stores(part)
        ]
        if late and not any(min(made) < line <= min(late) for line in stores):
            return min(late)
    return 0


def _makes_process(node: ast.Call, target: str) -> bool:
    return any(
        key.arg == "target" and isinstance(key.value, ast.Name) and key.value.id == target
        for key in node.keywords
    )


def _is_guard(node: ast.If) -> bool:
    return any(isinstance(part, ast.Name) and part.id == "__name__" for part in ast.walk(node.test))


def _stores(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


# --- other systems -----------------------------------------------------------------------------


def _other_systems(recording: Recording, modules: dict[str, ast.Module]) -> Iterator[Finding]:
    on_mac = "macos" in str(recording.run.get("platform", "")).lower()
    for file, module in modules.items():
        for node in ast.walk(module):
            if not isinstance(node, ast.Call):
                continue
            called = _name_of(node.func)
            if called in _POOLS and (count := _workers(node, _POOLS[called])) > _WINDOWS_MOST:
                yield _trap(
                    recording,
                    "info",
                    f"{called}() asks for {count} workers{at(_short(file, node.lineno))}: on "
                    f"Windows more than {_WINDOWS_MOST} cannot be waited for.",
                    f"Ask for {_WINDOWS_MOST} at most where the program may run on Windows.",
                    _short(file, node.lineno),
                )
            if on_mac and called in ("set_start_method", "get_context") and _says(node, "fork"):
                yield _trap(
                    recording,
                    "warning",
                    f"The start method fork is chosen{at(_short(file, node.lineno))}: on macOS the "
                    "system's own libraries may crash in a forked child.",
                    "Leave the start method alone there, or choose spawn.",
                    _short(file, node.lineno),
                )


def _trap(recording: Recording, level: str, message: str, fix: str, where: str) -> Finding:
    return Finding(
        rule="name-mangled-start",
        level="warning" if level == "warning" else "info",
        certainty="possible",
        message=message,
        fix=fix,
        at_ns=recording.first_ns,
        where=(where,),
    )


def _name_of(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _workers(call: ast.Call, keyword: str) -> int:
    values = [*call.args[:1], *(key.value for key in call.keywords if key.arg == keyword)]
    for value in values:
        if isinstance(value, ast.Constant) and type(value.value) is int:
            return value.value
    return 0


def _says(call: ast.Call, word: str) -> bool:
    return any(isinstance(one, ast.Constant) and one.value == word for one in call.args)


def _short(file: str, line: int) -> str:
    return f"{file.replace(chr(92), '/').rsplit('/', 1)[-1]}:{line}"
