"""Getting the probe into a program that knows nothing of it. Used by the recorder."""

from collections.abc import Sequence
from pathlib import Path

_HOME = Path(__file__).resolve().parent.parent

_TEMPLATE = '''\
import os
import sys

ENTRY = {entry!r}


def _leave():
    """Take every trace of this folder out of the process."""
    real = os.path.realpath(ENTRY)
    for path in list(sys.path):
        if path == ENTRY or (path and os.path.realpath(path) == real):
            sys.path.remove(path)
            sys.path_importer_cache.pop(path, None)
    left = os.environ.get("PYTHONPATH")
    if left is not None:
        rest = [part for part in left.split(os.pathsep) if part != ENTRY]
        if rest:
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

        boot.boot({package!r}, ENTRY, {pages!r}, {probes!r}, {start_method!r})
    finally:
        for name in set(sys.modules) - before:
            if name.split(".")[0].startswith({package!r}):
                del sys.modules[name]
        for path in set(sys.path_importer_cache) - cached:
            sys.path_importer_cache.pop(path, None)


_leave()
if sys.version_info >= (3, 11) and sys.implementation.name == "cpython":
    try:
        _start()
    except Exception:
        pass
try:
    import sitecustomize
except ImportError as error:
    if error.name != "sitecustomize":
        raise
    raise ImportError("No module named 'sitecustomize'", name="sitecustomize")
'''

PACKAGE = "_procession"


def prepare(
    folder: Path, probes: Sequence[tuple[str, str]] = (), start_method: str | None = None
) -> str:
    """Write the boot file of a run.

    Args:
        folder: the private folder of the run; ``boot`` and ``pages`` are made in it.
        probes: name and path of the ``probe.py`` of each plugin that is switched on.
        start_method: the default start method for the program, None for its own.

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
        package=PACKAGE,
        home=str(_HOME),
        pages=str(pages),
        probes=[(name, str(path)) for name, path in probes],
        start_method=start_method,
    )
    (boot / "sitecustomize.py").write_text(text, encoding="utf-8")
    return str(boot)
