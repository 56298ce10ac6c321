"""``plugins``: which there are; install, uninstall, enable, disable them; begin a new one."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from procession.cli.options import Options
from procession.recorder.errors import BadInput

if TYPE_CHECKING:
    from procession.plugin.listing import Listed
    from procession.plugin.wheels import WheelInfo

_DONE, _FAILED = 0, 2


def add_verbs(verbs: Any) -> None:
    """Add this group's verbs to the parser."""
    plugins = verbs.add_parser("plugins", help="list, install, enable and write plugins")
    kinds = plugins.add_subparsers(metavar="WHAT", required=True)
    listing = kinds.add_parser("list", help="list the plugins and how they fare; runs none of them")
    listing.add_argument("--json", action="store_true", help="for programs to read")
    listing.set_defaults(verb=list_plugins)
    install = kinds.add_parser("install", help="install a plugin from its wheel, and enable it")
    install.add_argument("--yes", action="store_true", help="ask nothing")
    install.add_argument("wheel", metavar="WHEEL", help="a .whl file")
    install.set_defaults(verb=install_wheel)
    for name, verb, text in (
        ("uninstall", uninstall_plugin, "remove a plugin that was installed"),
        ("enable", enable_plugin, "load a plugin from now on"),
        ("disable", disable_plugin, "load a plugin no more; it stays installed"),
    ):
        one = kinds.add_parser(name, help=text)
        one.add_argument("name", metavar="NAME")
        one.set_defaults(verb=verb)
    new = kinds.add_parser("new", help="write a plugin project that works, to begin with")
    new.add_argument("name", metavar="NAME", help="what the plugin is about, as in Python: latch")
    new.set_defaults(verb=new_plugin)


def list_plugins(options: Options) -> int:
    """``procession plugins list``."""
    from procession.plugin.listing import listed

    plugins = listed()
    if options.json:
        rows = [plugin.as_json() for plugin in plugins]
        print(json.dumps(rows, indent=1, ensure_ascii=False))
        return _DONE
    name = max(len(plugin.name) for plugin in plugins)
    version = max(len(plugin.version) for plugin in plugins)
    for plugin in plugins:
        words = [f"{plugin.name:{name}}", f"{plugin.version:{version}}", f"{plugin.state:12}"]
        print("  ".join([*words, _about(plugin)]).rstrip())
    return _DONE


def install_wheel(options: Options) -> int:
    """``procession plugins install``."""
    from procession.plugin.setting_up import CannotDo, install
    from procession.plugin.wheels import BadWheel, inspect

    path = Path(options.wheel)
    try:
        wheel = inspect(path)
        if not options.yes and not _agreed(wheel):
            print("Nothing was installed.", file=sys.stderr)
            return _DONE
        done = install(wheel)
    except BadWheel as error:
        raise BadInput(f"{path.name} is refused. {error}") from None
    except CannotDo as error:
        raise BadInput(str(error)) from None
    except OSError as error:
        raise BadInput(f"{path.name} cannot be installed: {error.strerror or error}") from None
    if done.missing:
        print(f"installed {wheel.name} {wheel.version}, not enabled: missing {_and(done.missing)}")
    else:
        print(f"installed {wheel.name} {wheel.version}, enabled: {_and(done.enabled)}")
    return _DONE


def uninstall_plugin(options: Options) -> int:
    """``procession plugins uninstall``."""
    from procession.plugin.setting_up import uninstall

    gone = _do(lambda: uninstall(options.name))
    print(f"uninstalled {gone.name} {gone.version}")
    return _DONE


def enable_plugin(options: Options) -> int:
    """``procession plugins enable``."""
    from procession.plugin.setting_up import enable

    _do(lambda: enable(options.name))
    print(f"enabled {options.name}")
    return _DONE


def disable_plugin(options: Options) -> int:
    """``procession plugins disable``."""
    from procession.plugin.setting_up import disable

    _do(lambda: disable(options.name))
    print(f"disabled {options.name}")
    return _DONE


def new_plugin(options: Options) -> int:
    """``procession plugins new``."""
    from procession.plugin.scaffold import ScaffoldError, write_project

    try:
        folder = write_project(options.name, Path.cwd())
    except ScaffoldError as error:
        raise BadInput(str(error)) from None
    except OSError as error:
        raise BadInput(f"the project cannot be written: {error.strerror or error}") from None
    print(folder)
    return _DONE


def _do(what: Any) -> Any:
    from procession.plugin.setting_up import CannotDo

    try:
        return what()
    except CannotDo as error:
        raise BadInput(str(error)) from None
    except OSError as error:
        raise BadInput(f"the choice cannot be written down: {error.strerror or error}") from None


def _agreed(wheel: WheelInfo) -> bool:
    by = f", by {wheel.author}" if wheel.author else ""
    print(f"{wheel.name} {wheel.version}{by}")
    if wheel.summary:
        print(f"  {wheel.summary}")
    print(f"  plugins: {_and(wheel.plugins)}; packages: {_and(wheel.packages)}")
    print(f"  {wheel.files} files, {wheel.size / 1024:,.0f} kB, hashes checked")
    if wheel.missing:
        print(f"  missing: {_and(wheel.missing)}")
    if not sys.stdin.isatty():
        raise BadInput("there is nobody to ask; say --yes to install and enable it")
    print("Its code will run inside Procession and inside the programs that you observe.")
    return input("Install and enable it? [y/N] ").strip().lower() in ("y", "yes")


def _about(plugin: Listed) -> str:
    """The rest of a plugin's line: what it is, or why it is not active."""
    return plugin.reason if plugin.state != "active" and plugin.reason else plugin.summary


def _and(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "none"
