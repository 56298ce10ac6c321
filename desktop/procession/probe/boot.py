"""The first code of ours in an observed process: everything else follows from here.

Run by the run's ``sitecustomize`` (see `inject`) before the program. Nothing that goes wrong here
may reach the program: what failed is left as a file in the page folder, for the recorder to tell.
"""

import os
import sys


def boot(
    package: str,
    entry: str,
    pages: str,
    probes: "list[tuple[str, str]]",
    start_method: "str | None",
    delays: "int | None" = None,
) -> None:
    """Install the probe in this process.

    Args:
        package: the private name under which the modules of the probe were loaded.
        entry: the folder of the boot file, for descendants.
        pages: where this process puts its page files.
        probes: name and path of the ``probe.py`` of each plugin.
        start_method: what ``multiprocessing`` shall take as its default; None: its own.
        delays: seed of the pauses at synchronisation points (see `delays`); None: no pauses.
    """
    try:
        _boot(package, entry, pages, probes, start_method, delays)
    except Exception as error:
        leave_word(pages, "probe", error)


def _boot(
    package: str,
    entry: str,
    pages: str,
    probes: "list[tuple[str, str]]",
    start_method: "str | None",
    delays: "int | None",
) -> None:
    from . import descend, imports, lifecycle, reaping, stacks, writer

    watch = imports.Watch()
    writer.begin(pages)
    lifecycle.install(watch)
    if lifecycle.is_helper_without_children(list(sys.orig_argv)):
        return
    descend.install(entry)
    reaping.install()
    stacks.install()
    if delays is not None:
        from .delays import install as pause_now_and_then

        # First of all: the probes wrap what pauses, and are not in its way.
        pause_now_and_then(watch, delays)
    if start_method:
        watch.when_imported(
            "multiprocessing.context", lambda module: _set_default(module, start_method)
        )
    with _Borrowed(package):
        for name, path in probes:
            try:
                _load(package, name, path).install(watch)
            except Exception as error:
                leave_word(pages, name, error)
                writer.leave_unwatched()


def _set_default(module: "object", method: str) -> None:
    contexts = module._concrete_contexts  # type: ignore[attr-defined]
    if method in contexts:
        module._default_context._default_context = contexts[method]  # type: ignore[attr-defined]


def _load(package: str, name: str, path: str):  # type: ignore[no-untyped-def]
    """A plugin's probe, under a name that no program uses."""
    # Not importlib.util: importing that would show in the program.
    from _frozen_importlib import module_from_spec
    from _frozen_importlib_external import spec_from_file_location

    spec = spec_from_file_location(f"{package}_of_{name}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load {path}")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class _Borrowed:
    """``procession.probe`` by its public name, while the plugins' probes are loaded."""

    def __init__(self, package: str) -> None:
        self.package = package
        self.before: dict[str, object] = {}

    def __enter__(self) -> None:
        from . import api

        top = sys.modules[self.package]
        for name, module in (
            ("procession", top),
            ("procession.probe", sys.modules[f"{self.package}.probe"]),
            ("procession.probe.api", api),
            ("procession.records", sys.modules[f"{self.package}.records"]),
        ):
            self.before[name] = sys.modules.get(name)
            sys.modules[name] = module

    def __exit__(self, *error: object) -> None:
        for name, module in self.before.items():
            if module is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = module  # type: ignore[assignment]


def leave_word(pages: str, what: str, error: BaseException) -> None:
    """Say in the page folder what could not be installed in this process."""
    try:
        path = os.path.join(pages, f"{os.getpid()}.{what}.failed")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"{what}: {type(error).__name__}: {error}\n")
    except OSError:
        return
