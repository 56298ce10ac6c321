"""The ruler: marks, times and the flag of the newest instant."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from procession.ui.timeline.ticks import duration, instant, step, ticks
from procession.ui.timeline.typeface import font
from procession.ui.timeline.viewport import Viewport
from procession.ui.tokens import Tokens

HEIGHT = 24
MAJOR, MINOR = 8, 4
LABEL_GAP = 5


def snapped(x: float, scale: float) -> float:
    """The left edge of the device pixel that `x` lies in."""
    return round(x * scale) / scale


def paint_ruler(
    painter: QPainter,
    area: QRectF,
    view: Viewport,
    theme: Tokens,
    now_ns: float | None,
    measure: tuple[float, float] | None = None,
    flags: Sequence[QRectF] = (),
) -> None:
    """Paint marks and times over `area`.

    Args:
        now_ns: the newest instant, which gets a flag; None: no flag.
        measure: two instants between which the user measures.
        flags: signs painted later, which no time may touch.
    """
    scale = painter.device().devicePixelRatioF()
    painter.save()
    painter.setClipRect(area)
    painter.fillRect(area, QColor(theme.chrome))
    painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), QColor(theme.border))
    painter.setFont(font("caption"))
    metrics = QFontMetricsF(painter.font())
    taken = list(flags)
    now = None
    if now_ns is not None and view.left_ns <= now_ns <= view.right_ns:
        now = _flag_rect(area, view.x(now_ns), instant_of(now_ns), metrics)
        taken.append(now)
    marks = ticks(view.left_ns, view.right_ns, view.ns_per_px)
    for times, length in ((marks.minors, MINOR), (marks.majors, MAJOR)):
        for time in times:
            x = snapped(area.left() + view.x(time), scale)
            bar = QRectF(x, area.bottom() - length, 1 / scale if scale > 1 else 1, length)
            painter.fillRect(bar, QColor(theme.border2 if length == MINOR else theme.ctl))
    painter.setPen(QColor(theme.text3))
    free = area.left()
    for time in marks.majors:
        x = area.left() + view.x(time) + LABEL_GAP
        text = instant(time, marks.step_ns, marks.majors[-1])
        width = metrics.horizontalAdvance(text)
        hidden = any(one.left() - 8 < x + width and x < one.right() + 8 for one in taken)
        if hidden or x + width > area.right() or x < free:
            continue
        free = x + width + 8
        painter.drawText(QPointF(x, area.top() + 15.5), text)
    if measure is not None:
        _paint_measure(painter, area, view, theme, measure, metrics)
    elif now is not None:
        paint_flag(painter, now, instant_of(now_ns or 0), theme.accent, theme)
    painter.restore()


def instant_of(time_ns: float) -> str:
    """The newest instant, as its flag writes it."""
    return instant(time_ns, 1e7 if time_ns >= 1e9 else 1e4) if time_ns > 0 else "0 s"


def cursor_flag(area: QRectF, view: Viewport, time_ns: float) -> tuple[QRectF, str]:
    """Where the flag of an instant that the user chose stands, and what it says."""
    text = instant(time_ns, max(1.0, step(view.ns_per_px)))
    return _flag_rect(area, view.x(time_ns), text, QFontMetricsF(font("caption", 600))), text


def _flag_rect(area: QRectF, x: float, text: str, metrics: QFontMetricsF) -> QRectF:
    width = metrics.horizontalAdvance(text) + 16
    left = area.left() + x - width / 2
    left = min(left, area.right() - width - 2)
    return QRectF(left, area.top() + 3.5, width, 17)


def paint_flag(painter: QPainter, rect: QRectF, text: str, colour: str, theme: Tokens) -> None:
    """A small filled sign with a text."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(rect, 3, 3)
    painter.setPen(QColor(theme.btn_text if not theme.dark else "#0B0D10"))
    painter.setFont(font("caption", 600))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def _paint_measure(
    painter: QPainter,
    area: QRectF,
    view: Viewport,
    theme: Tokens,
    measure: tuple[float, float],
    metrics: QFontMetricsF,
) -> None:
    left, right = sorted(area.left() + view.x(time) for time in measure)
    tint = QColor(theme.accent)
    tint.setAlphaF(0.18)
    painter.fillRect(QRectF(left, area.top(), right - left, area.height() - 1), tint)
    painter.setPen(QPen(QColor(theme.accent), 1.5))
    for x in (left, right):
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
    text = duration(abs(measure[1] - measure[0]))
    width = metrics.horizontalAdvance(text) + 20
    middle = min(max((left + right) / 2, area.left() + width / 2), area.right() - width / 2)
    paint_flag(
        painter, QRectF(middle - width / 2, area.top() + 3.5, width, 17), text, theme.accent, theme
    )
