"""Getting the probe into a program that knows nothing of it. Used by the recorder."""

from collections.abc import Sequence
from pathlib import Path

from procession.probe.isolated import prefix

_HOME = Path(__file__).resolve().parent.parent

_TEMPLATE = '''\
import sys

# Set when this is run by a statement in front of the code of -c (see isolated.py).
PREFIX = globals().get("PREFIX", 10000) - 10000
PATH = list(sys.path)
if PREFIX:
    # The current folder is on the path already: its modules are not meant for us.
    sys.path[:] = [path for path in sys.path if path]

import os

ENTRY = {entry!r}


def _restore():
    """Take the statement that brought us here out of what is known of the command line."""
    start = {statement!r}
    for number, word in enumerate(sys.orig_argv):
        if start in word:
            at = word.index(start)
            sys.orig_argv[number] = word[:at] + word[at + PREFIX :]
            break
    linecache = sys.modules.get("linecache")
    for kept in ("cache", "_interactive_cache"):
        for entry in getattr(linecache, kept, {{}}).values():
            if len(entry) == 4 and entry[2] and start in entry[2][0]:
                # As long as before, since columns count from its start.
                entry[2][0] = " " * PREFIX + entry[2][0][PREFIX:]


def _leave():
    """Take every trace of this folder out of the process."""
    real = os.path.realpath(ENTRY)
    for path in list(sys.path):
        if path == ENTRY or (path and os.path.realpath(path) == real):
            sys.path.remove(path)
            sys.path_importer_cache.pop(path, None)
    left = os.environ.get("PYTHONPATH")
    if left is not None:
        parts = left.split(os.pathsep)
        rest = [part for part in parts if part != ENTRY]
        # Twice and nothing else: it was there, and empty.
        if rest or parts.count(ENTRY) == 2:
            os.environ["PYTHONPATH"] = os.pathsep.join(rest)
        else:
            del os.environ["PYTHONPATH"]
    sys.modules.pop("sitecustomize", None)


def _start():
    from _frozen_importlib import ModuleSpec, module_from_spec

    before = set(sys.modules)
    top = module_from_spec(ModuleSpec({package!r}, None, is_package=True))
    top.__path__ = [{home!r}]
    sys.modules[{package!r}] = top
    cached = set(sys.path_importer_cache)
    try:
        import {package}.probe.boot as boot

        boot.boot({package!r}, ENTRY, {pages!r}, {probes!r}, {start_method!r}, {delays!r})
    finally:
        for name in set(sys.modules) - before:
            if name.split(".")[0].startswith({package!r}):
                del sys.modules[name]
        for path in set(sys.path_importer_cache) - cached:
            sys.path_importer_cache.pop(path, None)


if PREFIX:
    _restore()
else:
    _leave()
if sys.version_info >= (3, 11) and sys.implementation.name == "cpython":
    try:
        _start()
    except Exception:
        pass
if PREFIX:
    sys.path[:] = PATH
else:
    try:
        import sitecustomize
    except ImportError as error:
        if error.name != "sitecustomize":
            raise
        raise ImportError("No module named 'sitecustomize'", name="sitecustomize")
'''

PACKAGE = "_procession"


def prepare(
    folder: Path,
    probes: Sequence[tuple[str, str]] = (),
    start_method: str | None = None,
    delays: int | None = None,
) -> str:
    """Write the boot file of a run.

    Args:
        folder: the private folder of the run; ``boot`` and ``pages`` are made in it.
        probes: name and path of the ``probe.py`` of each plugin that is switched on.
        start_method: the default start method for the program, None for its own.
        delays: seed of random pauses at the program's synchronisation points, None for none.

    Returns:
        The folder to put first on ``PYTHONPATH``.

    Raises:
        OSError: the files cannot be written.
    """
    boot = folder / "boot"
    pages = folder / "pages"
    boot.mkdir(mode=0o700, exist_ok=True)
    pages.mkdir(mode=0o700, exist_ok=True)
    text = _TEMPLATE.format(
        entry=str(boot),
        statement=prefix(str(boot / "sitecustomize.py")),
        package=PACKAGE,
        home=str(_HOME),
        pages=str(pages),
        probes=[(name, str(path)) for name, path in probes],
        start_method=start_method,
        delays=delays,
    )
    (boot / "sitecustomize.py").write_text(text, encoding="utf-8")
    return str(boot)
