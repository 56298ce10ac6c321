"""What errors of pickling mean, in words, and what helps."""

from __future__ import annotations

import re

NEVER_TRAVELS = (
    "should only be shared between processes through inheritance",
    "objects cannot be passed between processes or pickled",
    "Pickling an AuthenticationString object is disallowed",
)
"""What `multiprocessing` says of its own objects when they are pickled with a task or an item."""
PASS_ON = (
    "Pass it when the process is started: Process(args=…), for a pool initializer= and initargs=; "
    "or take one of a Manager()."
)
_LOCAL = re.compile(r"(?:pickle|get) local object '?([^' ]+?)\.<locals>\.([^' ]+?)'?(?: on .*)?$")
_OBJECT = re.compile(r"cannot pickle '([^']+)' object")


def what_and_fix(error: str) -> tuple[str, str]:
    """What an error of pickling says, in words, and what helps."""
    local = _LOCAL.search(error)
    if local is not None:
        function, name = local[1].rpartition(".")[2], local[2].rpartition(".")[2]
        if name == "<lambda>":
            return (
                f"a lambda in `{function}()` cannot be pickled",
                "Write it as a function at module level.",
            )
        return (
            f"`{name}` is local to `{function}()` and cannot be pickled",
            f"Move `{name}` to module level.",
        )
    thing = _OBJECT.search(error)
    if thing is not None:
        return (
            f"a `{thing[1]}` object cannot be pickled",
            "Make it in the process that uses it, and send what it is made of.",
        )
    return error, "Send only what pickle takes: functions of a module's top level, plain data."


def never_travels(error: str) -> bool:
    """Whether it is about an object of `multiprocessing` that is only inherited."""
    return any(mark in error for mark in NEVER_TRAVELS)
