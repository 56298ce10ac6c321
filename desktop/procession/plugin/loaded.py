"""One plugin, loaded alone: whatever it does wrong is caught here and carries its name."""

from __future__ import annotations

import difflib
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, Literal

import pluggy

from procession.plugin import hookspecs
from procession.plugin.api import API_VERSION
from procession.plugin.discovery import Found
from procession.plugin.loading import noted
from procession.plugin.time_limit import within

__all__ = ["Plugin", "PluginState", "load_alone"]

PluginState = Literal["active", "disabled", "failed", "incompatible"]

_LAST = 1_000_000
_LOADING_S = 10.0
_HOOK_S = 5.0
"""How long other people's code may take before it is cut off."""
SLOW_S = 0.25
"""From here on a hook is named as slow."""
_ON_THIS_THREAD = {"procession_panels"}
"""Hooks that build widgets: Qt wants them on the thread that asks."""
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
    api: int = API_VERSION
    """Major number of the API that it was written for."""
    folder: str = ""
    """Where its distribution is installed."""
    slowest: tuple[str, float] = ("", 0.0)
    """The call of it that took longest: name of the hook or ``import``, and seconds."""
    _hooks: pluggy.PluginManager | None = None
    _broken: set[str] = field(default_factory=set)

    def title(self, language: str = "en") -> str:
        """Its name for people: ``Joinable queue``."""
        plain = self.titles.get("en") or self.name.replace("_", " ").capitalize()
        return self.titles.get(language) or self.titles.get(language.partition("_")[0]) or plain

    @property
    def offered(self) -> list[str]:
        """Names of the hooks that it has and that have not failed."""
        return [hook for hook in _HOOKS if self.offers(hook)]

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
        function = getattr(self._hooks.hook, hook)

        def ask() -> list[Any]:
            results = function(**arguments)
            if item is None:
                return list(results)
            # Consumed here: a generator raises only while it is read.
            items = [entry for result in results for entry in result]
            for entry in items:
                if not isinstance(entry, item):
                    raise TypeError(f"{hook} gave {entry!r} where a {item.__name__} is expected")
            return items

        begun = time.perf_counter()
        try:
            if self.builtin or hook in _ON_THIS_THREAD:
                return ask()
            answer: list[Any] = within(_HOOK_S, ask)
            return answer
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # a plugin may even call sys.exit()
            self.fail(f"{hook} raised {_named(error)}.", error, hook)
            return []
        finally:
            self._took(hook, time.perf_counter() - begun)

    def _took(self, what: str, seconds: float) -> None:
        if seconds > self.slowest[1]:
            self.slowest = (what, seconds)

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


def load_alone(found: Found, why_not: str = "") -> Plugin:
    """Import one plugin and check it; what goes wrong stands in the result's state and reason.

    `why_not`: a sentence on why it is not to be loaded; then none of its code is run.
    """
    plugin = Plugin(found.name, found.distribution, found.version, found.builtin)
    plugin.folder = found.folder
    point = found.entry_point
    if why_not:
        plugin.state, plugin.reason = "disabled", why_not
    elif point is None:
        plugin.fail(found.problem)
    else:
        begun = time.perf_counter()
        try:
            if found.builtin:
                _adopt(plugin, point.load())
            else:
                with noted(found.name, found.version):
                    within(_LOADING_S, lambda: _adopt(plugin, point.load()))
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            plugin.fail(f"It could not be loaded: {_named(error)}.", error)
        plugin._took("import", time.perf_counter() - begun)
    return plugin


def _adopt(plugin: Plugin, module: object) -> None:
    if not isinstance(module, ModuleType):
        raise TypeError(f"its entry point gives {module!r}, not a module")
    wanted = getattr(module, "PROCESSION_API", 1)
    if wanted != API_VERSION or isinstance(wanted, bool):
        plugin.state = "incompatible"
        plugin.api = wanted if isinstance(wanted, int) else 0
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
