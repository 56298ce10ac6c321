"""A timeline in a window of known size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from procession.trace.model import Model
from procession.ui.timeline.view import TimelineView
from procession.ui.tokens import LIGHT, Tokens
from tests.ui.timeline import scenario


@pytest.fixture(autouse=True)
def nothing_glides(qapp: QApplication) -> Iterator[None]:
    """Jumps arrive at once, as with reduced motion."""
    effects = (Qt.UIEffect.UI_General, Qt.UIEffect.UI_AnimateMenu)
    before = [QApplication.isEffectEnabled(effect) for effect in effects]
    QApplication.setEffectEnabled(Qt.UIEffect.UI_AnimateMenu, False)
    yield
    for effect, on in zip(effects, before, strict=True):
        QApplication.setEffectEnabled(effect, on)


@pytest.fixture
def make(qtbot: QtBot) -> scenario.Make:
    """Makes a shown timeline of a model, 1000 × 560 px."""

    def made(
        model: Model | None = None, theme: Tokens = LIGHT, size: tuple[int, int] = (1000, 560)
    ) -> TimelineView:
        view = TimelineView()
        qtbot.addWidget(view)
        view.set_theme(theme)
        view.resize(*size)
        with qtbot.waitExposed(view):
            view.show()
        view.set_model(scenario.model() if model is None else model, scenario.TRACKS)
        view.grab()
        return view

    return made
