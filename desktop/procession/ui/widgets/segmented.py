"""A segmented control: one of a few words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from procession.ui.fonts import font
from procession.ui.tokens import SIZE


class Segmented(QWidget):
    """Choices side by side, exactly one of them chosen."""

    changed = Signal(str)
    """The value chosen by the user."""

    def __init__(
        self, choices: Sequence[tuple[str, str]], *, parent: QWidget | None = None
    ) -> None:
        """`choices` are (value, word shown)."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QToolButton] = {}
        for number, (value, word) in enumerate(choices):
            button = QToolButton(self)
            button.setText(word)
            button.setCheckable(True)
            button.setFont(font("button"))
            button.setFixedHeight(SIZE.button)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setProperty("kind", "segment")
            place = "first" if number == 0 else "last" if number == len(choices) - 1 else "middle"
            button.setProperty("place", "only" if len(choices) == 1 else place)
            self._group.addButton(button, number)
            self._buttons[value] = button
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group.idClicked.connect(lambda _: self.changed.emit(self.value()))
        if choices:
            self.choose(choices[0][0])

    def value(self) -> str:
        """The value chosen."""
        checked = self._group.checkedButton()
        return next((value for value, b in self._buttons.items() if b is checked), "")

    def choose(self, value: str) -> None:
        """Choose a value without telling anybody; an unknown one is ignored."""
        if value in self._buttons:
            self._buttons[value].setChecked(True)
