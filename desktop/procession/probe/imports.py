"""Doing something right after a module was first imported, without importing it ourselves."""

import sys

# Not importlib.machinery: importing that would show in the program.
from _frozen_importlib import ModuleSpec

from .writer import leave_unwatched

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

    Patch = Callable[[ModuleType], None]


class Watch:
    """What a probe gets to say which modules it wraps."""

    def __init__(self) -> None:
        self._patches: dict[str, list[Patch]] = {}
        self._finder = _Finder(self)

    def when_imported(self, name: str, patch: "Patch") -> None:
        """Call ``patch(module)`` once the module is there: now, or when it is imported.

        A patch that raises is dropped: the module stays as it is from there on.
        """
        module = sys.modules.get(name)
        if module is not None and not _is_initialising(module):
            run(patch, module)
            return
        self._patches.setdefault(name, []).append(patch)
        if self._finder not in sys.meta_path:
            sys.meta_path.insert(0, self._finder)

    def waits_for(self, name: str) -> bool:
        """Whether somebody asked for this module."""
        return name in self._patches

    def imported(self, module: "ModuleType") -> None:
        """Run what was asked for; stop looking once nothing is left."""
        for patch in self._patches.pop(module.__name__, ()):
            run(patch, module)
        if not self._patches and self._finder in sys.meta_path:
            sys.meta_path.remove(self._finder)


def run(patch: "Patch", module: "ModuleType") -> None:
    """Apply one patch; its errors are ours, not the program's."""
    try:
        patch(module)
    except Exception as error:
        failures.append(f"{module.__name__}: {type(error).__name__}: {error}")
        leave_unwatched()


failures: list[str] = []
"""What could not be wrapped, for the record of the process."""


def _is_initialising(module: "ModuleType") -> bool:
    spec = getattr(module, "__spec__", None)
    return bool(getattr(spec, "_initializing", False))


class _Finder:
    """Finds nothing itself: asks the finders behind it, and hangs a loader around theirs."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch

    def find_spec(
        self, name: str, path: "Sequence[str] | None" = None, target: "ModuleType | None" = None
    ) -> "ModuleSpec | None":
        if not self.watch.waits_for(name):
            return None
        for finder in sys.meta_path:
            if finder is self:
                continue
            find = getattr(finder, "find_spec", None)
            spec = find(name, path, target) if find is not None else None
            if isinstance(spec, ModuleSpec):
                if spec.loader is not None and hasattr(spec.loader, "exec_module"):
                    spec.loader = _Loader(spec.loader, self.watch)  # type: ignore[assignment]
                return spec
        return None


class _Loader:
    """Loads as the loader it stands for, puts that one back, then tells the watch."""

    def __init__(self, loader: "object", watch: Watch) -> None:
        self.loader = loader
        self.watch = watch

    def __getattr__(self, name: str) -> object:
        return getattr(self.loader, name)

    def create_module(self, spec: ModuleSpec) -> "ModuleType | None":
        create = getattr(self.loader, "create_module", None)
        return create(spec) if create is not None else None

    def exec_module(self, module: "ModuleType") -> None:
        spec = module.__spec__
        if spec is not None:
            spec.loader = self.loader  # type: ignore[assignment]
        module.__loader__ = self.loader  # type: ignore[assignment]
        try:
            self.loader.exec_module(module)  # type: ignore[attr-defined]
        except BaseException as error:
            if error.__traceback__ is not None:
                error.__traceback__ = error.__traceback__.tb_next
            raise
        self.watch.imported(module)
