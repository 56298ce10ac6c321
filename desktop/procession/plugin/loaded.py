"""One plugin, loaded alone: whatever it does wrong is caught here and carries its name."""

from __future__ import annotations

import difflib
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, Literal

import pluggy

from procession.plugin import hookspecs
from procession.plugin.api import API_VERSION
from procession.plugin.discovery import Found

__all__ = ["Plugin", "PluginState", "load_alone"]

PluginState = Literal["active", "disabled", "failed", "incompatible"]

_LAST = 1_000_000
_HOOKS = sorted(name for name in vars(hookspecs) if name.startswith("procession_"))


@dataclass(slots=True)
class Plugin:
    """A plugin and how it fares."""

    name: str
    distribution: str
    version: str
    builtin: bool
    state: PluginState = "active"
    reason: str = ""
    """Why it is not active: one sentence."""
    traceback: str = ""
    """The traceback of what it raised, for the plugin manager."""
    order: int = _LAST
    """Place in lists; by name among equals."""
    summary: str = ""
    """First line of its module's docstring."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Its name for people, by language."""
    _hooks: pluggy.PluginManager | None = None
    _broken: set[str] = field(default_factory=set)

    def title(self, language: str = "en") -> str:
        """Its name for people: ``Joinable queue``."""
        plain = self.titles.get("en") or self.name.replace("_", " ").capitalize()
        return self.titles.get(language) or self.titles.get(language.partition("_")[0]) or plain

    def offers(self, hook: str) -> bool:
        """Whether it has `hook`, and it has not failed."""
        if self._hooks is None or hook in self._broken:
            return False
        return bool(getattr(self._hooks.hook, hook).get_hookimpls())

    def call(self, hook: str, item: type | None = None, **arguments: Any) -> list[Any]:
        """What this plugin's `hook` returns; a list of items if it gives several.

        A plugin without the hook gives an empty list. One that raises, or whose items are not of
        the type `item`, is marked failed, gives an empty list, and that hook of it is not called
        again. Raises nothing but KeyboardInterrupt.
        """
        if self._hooks is None or not self.offers(hook):
            return []
        try:
            results = getattr(self._hooks.hook, hook)(**arguments)
            if item is None:
                return list(results)
            # Consumed here: a generator raises only while it is read.
            items = [entry for result in results for entry in result]
            for entry in items:
                if not isinstance(entry, item):
                    raise TypeError(f"{hook} gave {entry!r} where a {item.__name__} is expected")
            return items
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # a plugin may even call sys.exit()
            self.fail(f"{hook} raised {_named(error)}.", error, hook)
            return []

    def fail(
        self, reason: str, error: BaseException | None = None, hook: str | None = None
    ) -> None:
        """Mark it failed; what else it offers goes on when only `hook` is concerned."""
        self.state, self.reason = "failed", reason
        self.traceback = "".join(traceback.format_exception(error)) if error else ""
        if hook is None:
            self._hooks = None
        else:
            self._broken.add(hook)


def load_alone(found: Found, disabled: bool = False) -> Plugin:
    """Import one plugin and check it; what goes wrong stands in the result's state and reason."""
    plugin = Plugin(found.name, found.distribution, found.version, found.builtin)
    if disabled:
        plugin.state, plugin.reason = "disabled", "Switched off."
    elif found.entry_point is None:
        plugin.fail(found.problem)
    else:
        try:
            module = found.entry_point.load()
            if not isinstance(module, ModuleType):
                raise TypeError(f"the entry point {found.entry_point.value} is not a module")
            _adopt(plugin, module)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            plugin.fail(f"It could not be loaded: {_named(error)}.", error)
    return plugin


def _adopt(plugin: Plugin, module: ModuleType) -> None:
    wanted = getattr(module, "PROCESSION_API", 1)
    if wanted != API_VERSION or isinstance(wanted, bool):
        plugin.state = "incompatible"
        plugin.reason = f"It was written for API {wanted}; this Procession has API {API_VERSION}."
        return
    plugin.order = int(getattr(module, "PROCESSION_ORDER", _LAST))
    plugin.summary = (module.__doc__ or "").strip().partition("\n")[0]
    plugin.titles = dict(getattr(module, "PROCESSION_TITLES", {}))
    # A manager of its own: one that refuses a plugin half-way keeps pieces of it.
    hooks = pluggy.PluginManager("procession")
    hooks.add_hookspecs(hookspecs)
    hooks.register(module, plugin.name)
    _refuse_unknown_hooks(module, hooks)
    plugin._hooks = hooks


def _refuse_unknown_hooks(module: ModuleType, hooks: pluggy.PluginManager) -> None:
    """A misspelt hook would never be called, and nobody would know why."""
    for name, value in vars(module).items():
        if not callable(value) or not name.startswith("procession_"):
            continue
        if name not in _HOOKS:
            close = difflib.get_close_matches(name, _HOOKS, n=1)
            hint = f"; {close[0]} is meant?" if close else ""
            raise AttributeError(f"there is no hook {name}{hint}")
        if hooks.parse_hookimpl_opts(module, name) is None:
            raise AttributeError(f"{name} is not marked with @hookimpl")
    hooks.check_pending()


def _named(error: BaseException) -> str:
    text = str(error).strip().rstrip(".")
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
