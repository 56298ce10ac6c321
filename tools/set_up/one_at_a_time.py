"""Two ``make`` at once in one checkout: the second waits until the first has set up."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def one_at_a_time(root: Path) -> Iterator[None]:
    """Hold the checkout's set-up lock; the system frees it should this process die."""
    if sys.platform == "win32":
        yield  # uv itself locks the environment there; make is not the way in
        return
    import fcntl

    folder = root / ".tools"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
