"""Whether anything may move by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from procession.ui.settings import Animations

_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
)
_of_system: dict[Qt.UIEffect, bool] = {}


def apply(choice: Animations) -> None:
    """Let menus, lists and tips move as the system says, or not at all."""
    for effect in _EFFECTS:
        wanted = _of_system.setdefault(effect, QApplication.isEffectEnabled(effect))
        QApplication.setEffectEnabled(effect, wanted and choice == "system")
