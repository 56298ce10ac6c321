"""One line of Markdown as rich text: words in code, bold and slanted ones, and nothing else."""

from __future__ import annotations

import re
from html import escape

_CODE = re.compile(r"(`+)(.+?)\1")
_BOLD = re.compile(r"\*\*(.+?)\*\*|__(.+?)__")
_SLANTED = re.compile(r"(?<![\w*])\*(?!\s)(.+?)(?<!\s)\*(?![\w*])")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def inline_html(markdown: str, code_style: str = "") -> str:
    """HTML of a line; whatever looks like HTML in it is shown as it is written."""
    parts: list[str] = []
    end = 0
    for match in _CODE.finditer(markdown):
        parts.append(_words(markdown[end : match.start()]))
        style = f' style="{escape(code_style)}"' if code_style else ""
        parts.append(f"<code{style}>{escape(match[2].strip(), quote=False)}</code>")
        end = match.end()
    parts.append(_words(markdown[end:]))
    return "".join(parts)


def plain(markdown: str) -> str:
    """The line without its marks, for tool tips and screen readers."""
    text = _LINK.sub(r"\1", markdown.replace("`", ""))
    text = _BOLD.sub(lambda match: match[1] or match[2], text)
    return _SLANTED.sub(r"\1", text)


def _words(markdown: str) -> str:
    text = escape(_LINK.sub(r"\1", markdown), quote=False)
    text = _BOLD.sub(lambda match: f"<b>{match[1] or match[2]}</b>", text)
    return _SLANTED.sub(r"<i>\1</i>", text)
