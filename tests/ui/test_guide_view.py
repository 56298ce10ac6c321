"""Guides are drawn and nothing else: no file read, no page fetched, no script."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from procession.ui.pages.guide_view import GuideView
from procession.ui.theme import Theme


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> GuideView:
    made = GuideView(theme)
    qtbot.addWidget(made)
    return made


def test_leaves_the_title_to_the_page(view: GuideView) -> None:
    view.show_guide("# Title\n\nSome `code` and **more**.\n\n## Then\n\n- one\n- two\n")
    text = view.toPlainText()
    assert "Title" not in text
    assert text.split("\n") == ["Some code and more.", "Then", "one", "two"]


def test_reads_no_file(view: GuideView, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"not shown")
    view.show_guide(f"![picture]({secret.as_uri()})\n\n<img src='{secret.as_uri()}'>\n")
    for kind in range(1, 6):
        assert view.loadResource(kind, QUrl.fromLocalFile(str(secret))) is None


@pytest.mark.parametrize(
    "link", ["file:///etc/passwd", "javascript:alert(1)", "/etc/passwd", "other.md", "data:,x"]
)
def test_refuses_links_that_are_no_pages(qtbot: QtBot, view: GuideView, link: str) -> None:
    with qtbot.waitSignal(view.refused) as refused:
        view.anchorClicked.emit(QUrl(link))
    assert refused.args == [QUrl(link).toString()]


def test_opens_web_pages_outside(view: GuideView, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    view.anchorClicked.emit(QUrl("https://docs.python.org/3/"))
    assert opened == ["https://docs.python.org/3/"]
