"""What the chip of a process says after the line where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from procession.ui.editor.line_marks import LineMark

if TYPE_CHECKING:
    from procession.ui.pages.standing import Standing
    from procession.ui.timeline.words import Words


class StandingWords(QObject):
    """In the language of the window."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: Words | None = None

    @property
    def words(self) -> Words:
        """The timeline's; made when they are first needed, because numpy comes with them."""
        if self._words is None:
            from procession.ui.timeline.words import Words

            self._words = Words(self)
        return self._words

    def mark(self, standing: Standing) -> LineMark:
        """The mark for the editor."""
        return LineMark(
            line=standing.line,
            identity=standing.process - 1,
            name=standing.name,
            text=self.told(standing),
            waits=standing.doing == "waiting",
            quiet=standing.doing == "called" and not standing.holds,
        )

    def told(self, standing: Standing) -> str:
        """``holds a, waits for b``; ``last recorded call``."""
        parts = [self.words.holds(list(standing.holds))] if standing.holds else []
        if standing.doing == "waiting":
            parts.append(self.words.waits(standing.primitive, standing.verb))
        elif standing.doing == "expected":
            parts.append(self.words.expects(standing.primitive, standing.verb))
        elif standing.doing == "io":
            parts.append(self.words.blocked(standing.primitive, standing.verb))
        elif not parts:
            return QCoreApplication.translate("StandingWords", "last recorded call")
        return ", ".join(parts)
