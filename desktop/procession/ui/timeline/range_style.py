"""How the strip of statistics looks in a theme."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QToolButton, QWidget

from procession.ui.icons import pixmap
from procession.ui.tokens import Tokens


def dress(strip: QWidget, close: QToolButton, theme: Tokens) -> None:
    """Give the strip the theme's colours."""
    strip.setStyleSheet(
        f"#rangeStrip {{ background: {theme.side}; border: none;"
        f" border-top: 1px solid {theme.border}; }}"
        f"#rangeStrip QLabel {{ color: {theme.text}; background: transparent; }}"
        f"#rangeStrip QScrollArea, #rangeStrip QTreeWidget {{ background: {theme.side};"
        f" color: {theme.text}; border: none; font-size: 11px; }}"
        f"#rangeStrip QHeaderView::section {{ background: {theme.side}; color: {theme.text3};"
        f" border: none; padding: 2px 6px; font-size: 11px; }}"
        f"#rangeStrip QTreeWidget::item {{ height: 20px; padding: 0 4px; }}"
        f"#rangeStrip QTreeWidget::item:selected {{ background: {theme.sel};"
        f" color: {theme.text}; }}"
        f"#rangeStrip QPushButton {{ min-height: 18px; max-height: 18px; padding: 0 8px; }}"
        f"#rangeStrip QToolButton {{ border: none; border-radius: 4px; }}"
        f"#rangeStrip QToolButton:hover {{ background: {theme.hover}; }}"
    )
    close.setFixedSize(24, 24)
    close.setIconSize(QSize(14, 14))
    close.setIcon(QIcon(pixmap("x", theme.text2, 14, strip.devicePixelRatioF())))
