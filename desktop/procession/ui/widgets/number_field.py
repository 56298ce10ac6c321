"""A field for a number with small arrows; what is wrong can be typed, so that it can be said."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QAbstractSpinBox, QWidget


class NumberField(QAbstractSpinBox):
    """Text of a number, whole or not; arrows, wheel and keys step within its range."""

    text_changed = Signal(str)

    def __init__(
        self,
        *,
        whole: bool,
        low: float | None,
        high: float | None,
        step: float,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._whole = whole
        self._low = low
        self._high = high
        self._step = step
        self.lineEdit().setTextMargins(7, 0, 0, 0)
        self.lineEdit().textChanged.connect(self.text_changed)

    def set_text(self, text: str) -> None:
        """Show a number."""
        self.lineEdit().setText(text)

    def shows(self, value: object) -> bool:
        """Whether the text means this number."""
        number = self._number()
        return number is not None and number == value

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Everything may be typed; the form says what is wrong with it."""
        return (QValidator.State.Acceptable, text, position)

    def fixup(self, text: str) -> str:
        """Nothing is changed behind the user's back."""
        return text

    def stepBy(self, steps: int) -> None:
        """Up or down, not beyond the range."""
        number = self._number()
        if number is None:
            number = self._low or 0
        number = round(number + steps * self._step, 6)
        if self._low is not None:
            number = max(self._low, number)
        if self._high is not None:
            number = min(self._high, number)
        self.lineEdit().setText(str(int(number)) if self._whole else f"{number:g}")
        self.selectAll()

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Which of the arrows lead anywhere."""
        flags = QAbstractSpinBox.StepEnabledFlag.StepNone
        number = self._number()
        if number is None or self._high is None or number < self._high:
            flags |= QAbstractSpinBox.StepEnabledFlag.StepUpEnabled
        if number is None or self._low is None or number > self._low:
            flags |= QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        return flags

    def _number(self) -> float | None:
        try:
            return int(self.text()) if self._whole else float(self.text())
        except ValueError:
            return None
