"""How many descriptors the recorder may have: it keeps a few for each living process."""

from __future__ import annotations

import sys


def allow_many_descriptors() -> None:
    """Raise our own limit as far as it goes. After the launch: the program keeps the user's."""
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        except (OSError, ValueError):
            return
