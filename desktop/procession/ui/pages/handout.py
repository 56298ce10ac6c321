"""A lesson on paper: its guide, its program and what its last run showed, as HTML or PDF."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers.python import PythonLexer
from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QMarginsF, QUrl
from PySide6.QtGui import (
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextDocument,
)

from procession.plugin.guides import Guide
from procession.ui.fonts import code_families, ui_families
from procession.ui.widgets.inline_text import inline_html

_IMAGE = "run.png"
_MARGIN_MM = 18
_WIDTH_PX = 660
"""Of a picture on a page, in the document's px."""


@dataclass(frozen=True, slots=True)
class Handout:
    """What goes on the paper."""

    title: str
    guide: Guide
    file_name: str
    source: str
    sentences: tuple[str, ...] = ()
    """What happened in the last run; none: it was not run."""
    picture: QImage | None = None
    """Its timeline."""


def write_html(handout: Handout, path: Path) -> None:
    """One file that needs no other. Raises OSError."""
    path.write_text(_page(handout, _data_url(handout.picture), whole=True), encoding="utf-8")


def write_pdf(handout: Handout, path: Path) -> None:
    """A4 pages. Raises OSError when the file cannot be written."""
    with path.open("ab"):  # what Qt does not tell: why it cannot be written
        pass
    writer = QPdfWriter(str(path))
    writer.setTitle(handout.title)
    writer.setCreator("Procession")
    print_on(handout, writer)


def print_on(handout: Handout, device: QPagedPaintDevice) -> None:
    """Draw it on a printer or into a PDF."""
    device.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM),
            QPageLayout.Unit.Millimeter,
        )
    )
    document = QTextDocument()
    if handout.picture is not None:
        kind = int(QTextDocument.ResourceType.ImageResource.value)
        document.addResource(kind, QUrl(_IMAGE), handout.picture)
    document.setHtml(_page(handout, _IMAGE if handout.picture else "", whole=False))
    document.print_(device)


def _page(handout: Handout, image: str, *, whole: bool) -> str:
    translate = QCoreApplication.translate
    guide = handout.guide
    parts = [f"<h1>{escape(handout.title)}</h1>", _markdown(guide.before)]
    if guide.prediction is not None:
        asked = " ".join(guide.prediction.question.split())
        choices = "".join(
            f"<p>&#9633;&nbsp; {inline_html(choice)}</p>" for choice in guide.prediction.choices
        )
        parts.append(f"<h2>{escape(guide.prediction.heading)}</h2><p>{inline_html(asked)}</p>")
        parts.append(choices)
    parts.append(_markdown(guide.after))
    parts.append(f"<h2>{escape(handout.file_name)}</h2>{_code(handout.source)}")
    if handout.sentences:
        heading = translate("Handout", "What happened in the last run")
        parts.append(f"<h2>{escape(heading)}</h2>")
        parts += [f"<p>{escape(sentence)}</p>" for sentence in handout.sentences]
        if image and handout.picture is not None:
            width = min(_WIDTH_PX, handout.picture.width())
            told = escape(translate("Handout", "Timeline of the run"), quote=True)
            parts.append(f'<p><img src="{image}" width="{width}" alt="{told}"></p>')
    body = "\n".join(parts)
    families = ", ".join(f"'{name}'" for name in ui_families())
    code = ", ".join(f"'{name}'" for name in code_families())
    style = (
        f"body {{ font-family: {families}, sans-serif; color: #1A1D21; }}"
        f" pre, code {{ font-family: {code}, monospace; }}"
    )
    if whole:
        style += (
            " body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; line-height: 1.6; }"
            " pre { padding: 1rem; background: #F8F9FA; overflow-x: auto; line-height: 1.4; }"
            " img { max-width: 100%; } code { background: #EDEFF2; }"
        )
    else:
        style += " body { font-size: 10pt; } pre { font-size: 8pt; } h1 { font-size: 18pt; }"
    head = f'<meta charset="utf-8"><title>{escape(handout.title)}</title><style>{style}</style>'
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body>{body}</body></html>\n"


def _markdown(text: str) -> str:
    """HTML of a guide's Markdown, its look left to the page."""
    document = QTextDocument()
    document.setMarkdown(
        text,
        QTextDocument.MarkdownFeature(
            QTextDocument.MarkdownFeature.MarkdownDialectGitHub.value
            | QTextDocument.MarkdownFeature.MarkdownNoHTML.value
        ),
    )
    html = document.toHtml()
    start, end = html.find("<body"), html.rfind("</body>")
    inner = html[html.find(">", start) + 1 : end] if 0 <= start < end else ""
    return inner.replace("<h1", "<h2").replace("</h1>", "</h2>")


def _code(source: str) -> str:
    made: str = highlight(source, PythonLexer(), HtmlFormatter(noclasses=True, nowrap=True))
    return f"<pre>{made}</pre>"


def _data_url(picture: QImage | None) -> str:
    if picture is None:
        return ""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return "data:image/png;base64," + bytes(data.toBase64().data()).decode()
