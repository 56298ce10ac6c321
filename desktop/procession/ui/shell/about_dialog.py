"""What this is, with the versions and licences of everything in it, to copy."""

from __future__ import annotations

import platform
import sys
from importlib import metadata

from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

import procession
from procession.ui.fonts import code_font
from procession.ui.theme import Theme
from procession.ui.widgets.buttons import Button
from procession.ui.widgets.labels import Label

_PARTS = (
    *("PySide6-Essentials", "shiboken6", "numpy", "psutil", "pluggy", "Pygments"),
    *("installer", "packaging"),
)


def versions() -> str:
    """A line a part: its version and its licence, as its package says them."""
    python = ".".join(map(str, sys.version_info[:3]))
    lines = [
        f"Procession {procession.__version__}, MIT",
        f"Python {python}, PSF-2.0",
        f"{platform.system()} {platform.release()}, {platform.machine()}",
        "",
    ]
    for name in _PARTS:
        try:
            part = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        lines.append(f"{part['Name']} {part['Version']}, {_licence(part)}")
    return "\n".join(lines)


def _licence(part: metadata.PackageMetadata) -> str:
    fields = part.json
    for key in ("license_expression", "license"):
        text = str(fields.get(key) or "").strip()
        if text and "\n" not in text and len(text) < 80:
            return text
    found = fields.get("classifier", [])
    names = [one for one in found if isinstance(one, str) and one.startswith("License ::")]
    return ", ".join(one.rpartition(" :: ")[2] for one in names) or "?"


class AboutDialog(QDialog):
    """A sentence, and what to put into a report."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Procession"))
        self._text = versions()
        shown = QPlainTextEdit(self._text, self)
        shown.setReadOnly(True)
        shown.setProperty("kind", "form")
        shown.setFont(code_font("excerpt"))
        shown.setMinimumSize(520, 250)
        shown.setAccessibleName(self.tr("Versions and licences"))
        copy = Button(theme, self.tr("Copy"), "copy", parent=self)
        copy.clicked.connect(self.copy)
        close = Button(theme, self.tr("Close"), "", "primary", parent=self)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(Label("Procession", "page_title"))
        layout.addWidget(
            Label(self.tr("Watches what the processes of a Python program do to each other."))
        )
        layout.addWidget(shown, 1)
        layout.addLayout(buttons)

    def copy(self) -> None:
        """Put versions and licences on the clipboard."""
        QApplication.clipboard().setText(self._text)
