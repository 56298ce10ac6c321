"""What a wheel brings, shown before anything of it is installed; and the question."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from procession.plugin.wheels import WheelInfo
from procession.ui.theme import Theme
from procession.ui.widgets.buttons import Button
from procession.ui.widgets.labels import Label
from procession.ui.widgets.strip import Strip

_WIDTH = 460


class InstallDialog(QDialog):
    """Stays open while the plugin is tried, and says so when that fails."""

    agreed = Signal()

    def __init__(self, theme: Theme, wheel: WheelInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Install a plugin"))
        self.setMinimumWidth(_WIDTH)
        title = Label(f"{wheel.name} {wheel.version}", "section_title", parent=self)
        summary = Label(wheel.summary, "body", "text2", wrap=True, parent=self)
        summary.setVisible(bool(wheel.summary))
        self.strip = Strip(theme, self)
        self.install = Button(theme, self.tr("Install and enable"), "download", "primary")
        self.cancel = Button(theme, self.tr("Cancel"), parent=self)
        self.install.clicked.connect(self._agree)
        self.cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.install)
        trust = Label(
            self.tr(
                "Its code will run with your rights, inside Procession and inside the programs "
                "that you observe. Install it if you trust whoever made it."
            ),
            "body",
            wrap=True,
            parent=self,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(summary)
        column.addLayout(self._facts(wheel))
        column.addWidget(trust)
        column.addWidget(self.strip)
        column.addStretch(1)
        column.addLayout(buttons)
        if wheel.missing:
            missing = ", ".join(wheel.missing)
            text = self.tr("It needs %1, which is not here: it will be installed and stay off.")
            self.strip.show_warning(text.replace("%1", missing))
            self.install.setText(self.tr("Install"))
        self.cancel.setFocus()

    def failed(self, sentence: str) -> None:
        """Say why nothing was installed."""
        self.strip.show_error(sentence)
        self.install.setEnabled(True)
        self.cancel.setEnabled(True)

    def _agree(self) -> None:
        self.install.setEnabled(False)
        self.cancel.setEnabled(False)
        self.strip.show_note(self.tr("It is being loaded once, in a process of its own…"))
        self.agreed.emit()

    def _facts(self, wheel: WheelInfo) -> QFormLayout:
        facts = QFormLayout()
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setHorizontalSpacing(16)
        facts.setVerticalSpacing(6)
        size = self.tr("%n file(s), hashes checked", "", wheel.files)
        rows = (
            (self.tr("Author"), wheel.author),
            (self.tr("Plugins"), ", ".join(wheel.plugins)),
            (self.tr("Packages"), ", ".join(wheel.packages)),
            (self.tr("API"), str(wheel.api)),
            (self.tr("Holds"), f"{size}, {max(wheel.size // 1024, 1):,} kB"),
        )
        for name, value in rows:
            if value:
                held = Label(value, "body", wrap=True, selectable=True)
                label: QLabel = Label(name, "body", "text3")
                facts.addRow(label, held)
        return facts
