"""Python source in the colours of the theme, by Pygments."""

from __future__ import annotations

from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String, _TokenType
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextDocument

from procession.ui.tokens import SyntaxColours, Tokens

_SLOTS: tuple[tuple[_TokenType, str], ...] = (
    (Comment, "comment"),
    (String, "string"),
    (Number, "number"),
    (Keyword, "keyword"),
    (Operator.Word, "keyword"),
    (Name.Builtin, "builtin"),
    (Name.Function, "name"),
    (Name.Class, "name"),
    (Name.Decorator, "name"),
)


def colour_slot(token: _TokenType) -> str | None:
    """Which of the syntax colours a token has; None for the colour of plain text."""
    return next((slot for kind, slot in _SLOTS if _within(token, kind)), None)


def _within(token: _TokenType, kind: _TokenType) -> bool:
    return token[: len(kind)] == tuple(kind)


class PythonHighlighter(QSyntaxHighlighter):
    """Lexes the whole text once a change (lessons are short), so that no state is guessed."""

    def __init__(self, document: QTextDocument, tokens: Tokens) -> None:
        # A document here would connect the base class before us, and it would colour the
        # blocks by the tokens of the text before the change.
        super().__init__(QObject(document))
        self._lexer = PythonLexer(stripnl=False, ensurenl=False)
        self._formats: dict[str, QTextCharFormat] = {}
        self._lines: list[list[tuple[int, int, str]]] = []
        self._stale = True
        document.contentsChange.connect(self._changed)
        self.set_theme(tokens)
        self.setDocument(document)

    def _changed(self) -> None:
        self._stale = True

    def set_theme(self, tokens: Tokens) -> None:
        """Take the colours of a theme."""
        self._formats = {
            slot: _format(getattr(tokens.syntax, slot))
            for slot in SyntaxColours.__dataclass_fields__
        }
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Colour one line."""
        if self._stale:
            self._stale = False
            self._lex(self.document().toPlainText())
        block: QTextBlock = self.currentBlock()
        number = block.blockNumber()
        line = self._lines[number] if number < len(self._lines) else []
        for start, length, slot in line:
            self.setFormat(start, length, self._formats[slot])
        # A change that opens or closes a string changes the colours of lines below: they are
        # visited as long as the state at the end of a line differs from before.
        following = self._lines[number + 1][:1] if number + 1 < len(self._lines) else []
        self.setCurrentBlockState(hash(tuple(following)) % 65_521)

    def _lex(self, source: str) -> None:
        lines: list[list[tuple[int, int, str]]] = [[]]
        column = 0
        for token, value in self._lexer.get_tokens(source):
            slot = colour_slot(token)
            for number, part in enumerate(value.split("\n")):
                if number:
                    lines.append([])
                    column = 0
                if slot and part:
                    lines[-1].append((column, _units(part), slot))
                column += _units(part)
        self._lines = lines


def _units(text: str) -> int:
    """Length in UTF-16 code units, which is how Qt counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _format(colour: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(colour))
    return made
