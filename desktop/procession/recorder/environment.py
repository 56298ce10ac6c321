"""The environment of the observed program: the user's own, and one entry that the probe removes."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FRAMEWORK_PATH")


def program_environment(
    base: Mapping[str, str] | None, boot: str, terminal: bool
) -> dict[str, str]:
    """`base` (None: ours) with `boot` first on ``PYTHONPATH``.

    A packaged Procession points the loader at its own libraries; another interpreter must not
    see that. With `terminal` the program gets one of its own, which wants a name.
    """
    environment = dict(os.environ if base is None else base)
    if getattr(sys, "frozen", False):
        for name in _LIBRARY_PATHS:
            environment.pop(name, None)
            original = environment.pop(f"{name}_ORIG", None)
            if original is not None:
                environment[name] = original
        environment.pop("QT_PLUGIN_PATH", None)
        for name in [name for name in environment if name.startswith("_PYI_")]:
            del environment[name]
    if terminal and environment.get("TERM", "dumb") == "dumb":
        environment["TERM"] = "xterm-256color"
    path = environment.get("PYTHONPATH")
    # Twice when it was empty: the boot file then leaves it so.
    environment["PYTHONPATH"] = boot if path is None else boot + os.pathsep + (path or boot)
    return environment
