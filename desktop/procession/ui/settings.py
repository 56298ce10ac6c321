"""What the window remembers: theme, language, its shape, and what was open."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QByteArray, QSettings

from procession.ui.theme import ThemeChoice

VERSION = 1
"""Settings of another version are left alone and not read."""


@dataclass(slots=True)
class Session:
    """What was open when the window was closed."""

    pages: list[str] = field(default_factory=list)
    """``lesson:PLUGIN/NAME``, ``script:PATH`` or ``recording:PATH``."""
    current: int = -1
    explorer: str = ""


class Settings:
    """A thin layer over `QSettings` that knows the types."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings("Procession", "Procession")
        if self._int("version", VERSION) != VERSION:
            self._store = QSettings("Procession", f"Procession-{VERSION}")
        self._store.setValue("version", VERSION)

    @property
    def theme(self) -> ThemeChoice:
        """The theme chosen."""
        value = self._store.value("theme", "system")
        return value if value in ("system", "light", "dark") else "system"

    @theme.setter
    def theme(self, value: ThemeChoice) -> None:
        self._store.setValue("theme", value)

    @property
    def language(self) -> str:
        """``en``, ``zh_CN``, or empty: the system's."""
        value = str(self._store.value("language", ""))
        return value if value in ("en", "zh_CN") else ""

    @language.setter
    def language(self, value: str) -> None:
        self._store.setValue("language", value)

    @property
    def geometry(self) -> QByteArray:
        """The window's place and size."""
        value = self._store.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("geometry", value)

    @property
    def explorer_width(self) -> int:
        """Px; 0: as designed."""
        return self._int("explorer_width", 0)

    @explorer_width.setter
    def explorer_width(self, value: int) -> None:
        self._store.setValue("explorer_width", value)

    @property
    def library_limit(self) -> int:
        """Bytes that the recordings of the library may take; 0: no limit."""
        return max(0, self._int("library_limit", 0))

    @library_limit.setter
    def library_limit(self, value: int) -> None:
        self._store.setValue("library_limit", value)

    @property
    def session(self) -> Session:
        """What was open."""
        pages = self._store.value("pages", [])
        if isinstance(pages, str):
            pages = [pages]
        kept = [page for page in pages if isinstance(page, str)] if isinstance(pages, list) else []
        return Session(kept, self._int("current", -1), str(self._store.value("explorer", "") or ""))

    @session.setter
    def session(self, value: Session) -> None:
        self._store.setValue("pages", value.pages)
        self._store.setValue("current", value.current)
        self._store.setValue("explorer", value.explorer)

    def save(self) -> None:
        """Write everything out."""
        self._store.sync()

    def _int(self, name: str, default: int) -> int:
        try:
            return int(str(self._store.value(name, default)))
        except ValueError:
            return default
