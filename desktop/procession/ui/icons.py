"""Icons: our own drawings on a grid of 16, in the colour of the text beside them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from procession.ui.resource_files import resource_folder
from procession.ui.tokens import Tokens

_SCALES = (1.0, 2.0)
_KINDS = {
    "Lock": "lock",
    "RLock": "lock",
    "Semaphore": "semaphore",
    "BoundedSemaphore": "semaphore",
    "Queue": "queue",
    "JoinableQueue": "joinable",
    "SimpleQueue": "queue",
    "Pool": "pool",
    "ProcessPoolExecutor": "pool",
    "Pipe": "pipe",
    "Event": "flag",
    "Condition": "hourglass",
    "Barrier": "barrier",
    "Value": "table",
    "Array": "table",
    "SharedMemory": "table",
    "Manager": "process",
}


def icon_of_kind(kind: str) -> str:
    """The name of the icon of a primitive of this public class name."""
    return _KINDS.get(kind, "dots")


@cache
def _source(name: str) -> str:
    path = Path(name)
    if path.suffix != ".svg":
        path = resource_folder() / "icons" / f"{name}.svg"
    return path.read_text(encoding="utf-8")


def tinted_source(name: str, colour: str) -> str:
    """The SVG text of an icon in one colour."""
    return _source(name).replace("currentColor", colour)


@cache
def pixmap(name: str, colour: str, size: int = 16, scale: float = 1.0) -> QPixmap:
    """The icon drawn in `colour` at `size` px, for a screen of `scale` device pixels each.

    `name` is one of `resources/icons`, or the path of an SVG file of a plugin's.
    """
    data = QByteArray(tinted_source(name, colour).encode())
    renderer = QSvgRenderer(data)
    made = QPixmap(QSize(round(size * scale), round(size * scale)))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(scale)
    return made


@cache
def _with_gap(name: str, colour: str, size: int, gap: int, scale: float) -> QPixmap:
    drawn = pixmap(name, colour, size, scale)
    if not gap:
        return drawn
    made = QPixmap(QSize(round((size + gap) * scale), round(size * scale)))
    made.fill(Qt.GlobalColor.transparent)
    made.setDevicePixelRatio(scale)
    painter = QPainter(made)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return made


def icon(
    name: str,
    tokens: Tokens,
    *,
    size: int = 16,
    colour: str = "",
    active: str = "",
    gap: int = 0,
) -> QIcon:
    """A `QIcon`, with its disabled state and, if `active` is given, its checked one.

    `gap` px are left free at its right: Qt sets text too close to icons.
    """
    made = QIcon()
    normal = colour or tokens.text2
    mode, state = QIcon.Mode, QIcon.State
    for scale in _SCALES:
        made.addPixmap(_with_gap(name, normal, size, gap, scale), mode.Normal, state.Off)
        made.addPixmap(_with_gap(name, tokens.dis, size, gap, scale), mode.Disabled)
        if active:
            made.addPixmap(_with_gap(name, active, size, gap, scale), mode.Normal, state.On)
    return made


@cache
def app_icon() -> QIcon:
    """The program's icon, in the sizes that desktops ask for."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(pixmap("app", "#000000", size))
    return made
