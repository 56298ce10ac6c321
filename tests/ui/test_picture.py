"""Pictures of the window, drawn without showing it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from procession.plugin.manager import Manager, UnknownLesson
from procession.ui.picture import draw
from procession.ui.theme import ThemeChoice
from procession.ui.tokens import DARK, LIGHT


def colours(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(0, image.width(), 7)
        for y in range(0, image.height(), 7)
    }


@pytest.mark.parametrize(
    ("target", "theme", "language", "size"),
    [
        (None, "light", "en", (1600, 900)),
        (None, "dark", "zh_CN", (1280, 720)),
        ("lock/one_counter", "light", "zh_CN", (1600, 900)),
        ("process/finish_order", "dark", "en", (1024, 640)),
    ],
)
def test_draws_the_window(
    qapp: QApplication,
    manager: Manager,
    tmp_path: Path,
    target: str | None,
    theme: ThemeChoice,
    language: str,
    size: tuple[int, int],
) -> None:
    out = tmp_path / "window.png"
    draw(target, out, size=size, theme=theme, language=language, manager=manager)
    image = QImage(str(out))
    assert (image.width(), image.height()) == size
    tokens = DARK if theme == "dark" else LIGHT
    found = colours(image)
    assert {tokens.surface, tokens.chrome} <= found
    assert len(found) > 20, "there is text on it"


def test_says_why_it_cannot(qapp: QApplication, manager: Manager, tmp_path: Path) -> None:
    bad = tmp_path / "bad.procession"
    bad.write_bytes(b"nothing")
    with pytest.raises(ValueError, match=r"bad\.procession"):
        draw(str(bad), tmp_path / "a.png", manager=manager)
    with pytest.raises(UnknownLesson):
        draw("lock/nothing", tmp_path / "a.png", manager=manager)
    with pytest.raises(OSError, match="cannot be written"):
        draw(None, tmp_path / "no" / "such" / "a.png", manager=manager)


def test_draws_moments_of_a_run(
    qapp: QApplication, manager: Manager, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    out = tmp_path / "hung.png"
    draw("lock/bank_transfer", out, manager=manager, run="hung")
    image = QImage(str(out))
    assert LIGHT.redbg in colours(image), "the line where both wait"
    assert list(tmp_path.rglob("*.procession")) == [], "what was recorded is removed"
    with pytest.raises(ValueError, match="only lessons and scripts"):
        draw("settings", out, manager=manager, run="ended")
