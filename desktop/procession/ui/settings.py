"""What the window remembers: what the user chose, its shape, and what was open."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from procession.recorder.json_file import Data, JsonFile
from procession.ui.background import in_background
from procession.ui.theme import ThemeChoice

VERSION = 2
"""1 was not a JSON file but the system's own store; see `_of_version_1`."""
TEXT_SCALES = (100, 110, 125)
MOST_WINDOWS = 8
CODE_SIZES = (11, 12, 13, 14, 16)
Animations = Literal["system", "off"]


@dataclass(slots=True)
class Session:
    """What was open when the window was closed."""

    pages: list[str] = field(default_factory=list)
    """``lesson:PLUGIN/NAME``, ``script:PATH``, ``recording:PATH`` or ``tool:NAME``."""
    current: int = -1
    explorer: str = ""


def _kept(session: Session) -> Data:
    return {
        "pages": session.pages,
        "current": session.current,
        "explorer": session.explorer,
    }


def _session(kept: object) -> Session:
    if not isinstance(kept, dict):
        return Session()
    pages, current, explorer = (kept.get(key) for key in ("pages", "current", "explorer"))
    return Session(
        [page for page in pages if isinstance(page, str)] if isinstance(pages, list) else [],
        current if isinstance(current, int) else -1,
        explorer if isinstance(explorer, str) else "",
    )


class Settings:
    """Values by name, each of the type and range that it should have, whatever the file says.

    A choice is written at once, on another thread; shape and session when the window closes.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._file = JsonFile(path or _usual_path(), VERSION, {1: lambda data: data})
        self._lock = Lock()
        self._changed: Data = {}
        try:
            self._values = self._file.read()
        except OSError:
            self._values = {}
        if path is None and not self._values and self._file.backup is None:
            self._values = _of_version_1()

    @property
    def backup(self) -> Path | None:
        """Where settings went that could not be read; None: all is well."""
        return self._file.backup

    @property
    def theme(self) -> ThemeChoice:
        """The theme chosen."""
        value = self._values.get("theme")
        return value if value in ("light", "dark") else "system"

    @theme.setter
    def theme(self, value: ThemeChoice) -> None:
        self._choose("theme", value)

    @property
    def language(self) -> str:
        """``en``, ``zh_CN``, or empty: the system's."""
        value = self._values.get("language")
        return value if value in ("en", "zh_CN") else ""

    @language.setter
    def language(self, value: str) -> None:
        self._choose("language", value)

    @property
    def text_scale(self) -> int:
        """Size of the interface's text in per cent of the designed one."""
        return self._one_of("text_scale", TEXT_SCALES, 100)

    @text_scale.setter
    def text_scale(self, value: int) -> None:
        self._choose("text_scale", value)

    @property
    def code_size(self) -> int:
        """px of the code in the editor."""
        return self._one_of("code_size", CODE_SIZES, 12)

    @code_size.setter
    def code_size(self, value: int) -> None:
        self._choose("code_size", value)

    @property
    def animations(self) -> Animations:
        """Whether menus and tips may move, if the system lets them."""
        return "off" if self._values.get("animations") == "off" else "system"

    @animations.setter
    def animations(self, value: Animations) -> None:
        self._choose("animations", value)

    @property
    def follow(self) -> bool:
        """Whether the timeline of a run that begins goes along with it."""
        return self._values.get("follow") is not False

    @follow.setter
    def follow(self, value: bool) -> None:
        self._choose("follow", value)

    @property
    def python(self) -> str:
        """Path of the interpreter to prefer; empty: the first that is found."""
        value = self._values.get("python")
        return value if isinstance(value, str) else ""

    @python.setter
    def python(self, value: str) -> None:
        self._choose("python", value)

    @property
    def library_limit(self) -> int:
        """Bytes that the recordings of the library may take; 0: no limit."""
        return max(0, self._int("library_limit", 0))

    @library_limit.setter
    def library_limit(self, value: int) -> None:
        self._choose("library_limit", value)

    @property
    def geometry(self) -> QByteArray:
        """The window's place and size."""
        value = self._values.get("geometry")
        return QByteArray.fromBase64(value.encode()) if isinstance(value, str) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._set("geometry", bytes(value.toBase64().data()).decode())

    @property
    def explorer_width(self) -> int:
        """Px; 0: as designed."""
        return self._int("explorer_width", 0)

    @explorer_width.setter
    def explorer_width(self, value: int) -> None:
        self._set("explorer_width", value)

    @property
    def run_shape(self) -> dict[str, int]:
        """How large the parts of run pages are, px; see `run_shape.RunShape`."""
        kept = self._values.get("run_shape")
        return dict(kept) if isinstance(kept, dict) else {}

    @run_shape.setter
    def run_shape(self, value: dict[str, int]) -> None:
        self._set("run_shape", value)

    @property
    def session(self) -> Session:
        """What was open."""
        return _session(self._values.get("session"))

    @session.setter
    def session(self, value: Session) -> None:
        self._set("session", _kept(value))

    @property
    def more_sessions(self) -> list[Session]:
        """What was open in further windows."""
        kept = self._values.get("more_sessions")
        return [_session(one) for one in kept[:MOST_WINDOWS]] if isinstance(kept, list) else []

    @more_sessions.setter
    def more_sessions(self, value: list[Session]) -> None:
        self._set("more_sessions", [_kept(one) for one in value])

    def save(self) -> None:
        """Write everything out that has changed; what cannot be written is kept for next time."""
        with self._lock:
            changed, self._changed = self._changed, {}
            if not changed:
                return
            try:
                # Read again: another window may have written meanwhile.
                self._file.write({**self._file.read(), **changed})
            except OSError:
                self._changed = {**changed, **self._changed}

    def _choose(self, name: str, value: Any) -> None:
        if self._values.get(name) != value:
            self._set(name, value)
            in_background(self.save, lambda _: None, lambda error: None)

    def _set(self, name: str, value: Any) -> None:
        self._values[name] = value
        with self._lock:
            self._changed[name] = value

    def _int(self, name: str, default: int) -> int:
        value = self._values.get(name, default)
        return value if isinstance(value, int) and not isinstance(value, bool) else default

    def _one_of(self, name: str, choices: tuple[int, ...], default: int) -> int:
        value = self._int(name, default)
        return value if value in choices else default


def _usual_path() -> Path:
    place = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(place)) / "procession" / "settings.json"


def _of_version_1() -> Data:
    """What the store of earlier versions says about language and theme."""
    store = QSettings("Procession", "Procession")
    found = {name: store.value(name) for name in ("theme", "language")}
    return {name: value for name, value in found.items() if isinstance(value, str)}
