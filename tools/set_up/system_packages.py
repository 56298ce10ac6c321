"""System libraries that Qt loads, and fonts: installed by apt where they are missing."""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

from failure import SetUpError, say

# Looked for by what is loaded, not by package name: names differ from release to release.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libX11.so.6": "libx11-6",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
FONT_PACKAGE = "fonts-noto-cjk"
_CHINESE = ("cjk", "wqy", "sourcehan", "droidsansfallback", "uming", "ukai")


def ensure(also: list[str] | None = None) -> None:
    """Install what is missing, and the packages `also`. Raises SetUpError when it cannot be."""
    if not sys.platform.startswith("linux"):
        return
    libraries = [package for name, package in LIBRARIES.items() if not _loads(name)]
    needed = libraries + list(also or [])
    fonts = [] if _has_chinese_font() else [FONT_PACKAGE]
    if not needed and not fonts:
        return
    if shutil.which("apt-get") is None:
        if libraries:
            missing = ", ".join(name for name in LIBRARIES if not _loads(name))
            raise SetUpError(f"Install these libraries by your system's own means: {missing}.")
        return  # Chinese text will lack glyphs, which is no reason to stop
    try:
        _install(needed + fonts)
    except SetUpError:
        if needed:
            raise
        say(f"Without {FONT_PACKAGE} Chinese text has no glyphs; install it when you can.")


def _install(packages: list[str]) -> None:
    prefix = _as_root()
    listed = " ".join(packages)
    if prefix is None:
        raise SetUpError(
            f"Some system packages are missing, and installing them takes root or sudo. "
            f"Ask for: apt-get install {listed}"
        )
    say(f"Installing system packages: {listed}")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    apt += ["-o", "Dpkg::Use-Pty=0"]
    if not _quietly([*apt, "update"]):
        say("The package lists could not be renewed; trying with those that are there.")
    if not _quietly([*apt, "install", "-y", "--no-install-recommends", *packages]):
        raise SetUpError(f"apt could not install: {listed}")


def _quietly(command: list[str]) -> bool:
    """Run it; its hundred lines are shown only when it fails, on stderr."""
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if result.returncode != 0:
        say(result.stdout)
    return result.returncode == 0


def _as_root() -> list[str] | None:
    """What goes before a command to run it as root; None when there is no way."""
    if sys.platform == "win32" or os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    if subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    # It wants a password, which only a person at a terminal can give.
    return ["sudo"] if sys.stdin.isatty() else None


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _has_chinese_font() -> bool:
    for folder in FONT_FOLDERS:
        for path in Path(folder).rglob("*.[to]t[fc]"):
            if any(part in path.name.lower().replace("-", "") for part in _CHINESE):
                return True
    return False
