"""What is painted agrees with the model: probes at instants whose state is known."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF

from procession.ui.timeline.primitive_painter import HOLDER_TOP, WAITERS_TOP
from procession.ui.tokens import DARK, LIGHT, Tokens
from tests.ui.timeline.scenario import (
    LOCK,
    MS,
    Make,
    lane_of,
    model,
    near,
    picture,
    place_of,
    story,
)

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


@THEMES
def test_states_have_their_colours_and_thickness(make: Make, theme: Tokens) -> None:
    view = make(theme=theme)
    image = picture(view)
    states = theme.states
    two, three = lane_of(view, "process", 2), lane_of(view, "process", 3)
    # (lane, ms, colour, half of the thickness in px)
    for lane, at, colour, half in (
        (two, 25, states.held, 7),
        (two, 15, states.running, 3),
        (three, 40, states.waiting, 2),
        (three, 60, states.held, 7),
        (three, 85, states.running, 3),
    ):
        assert near(image, place_of(view, lane, at * MS), colour)
        assert near(image, place_of(view, lane, at * MS, half - 1), colour)
        assert near(image, place_of(view, lane, at * MS, -half), colour)
        assert not near(image, place_of(view, lane, at * MS, half + 1), colour)
        assert not near(image, place_of(view, lane, at * MS, -half - 2), colour)


@THEMES
def test_a_hold_is_contended_exactly_while_another_waits(make: Make, theme: Tokens) -> None:
    view = make(theme=theme)
    image = picture(view)
    lane = lane_of(view, "process", 2)
    for at, colour in ((28, theme.states.held), (32, theme.states.contended)):
        assert near(image, place_of(view, lane, at * MS), colour)
    assert near(image, place_of(view, lane, 40 * MS, -7), theme.states.contended_edge)
    assert near(image, place_of(view, lane, 40 * MS, 6), theme.states.contended_edge)


def test_expected_waits_are_thin_dashes(make: Make) -> None:
    view = make()
    image = picture(view)
    lane = lane_of(view, "process", 1)
    colour = LIGHT.states.expected
    start = place_of(view, lane, 40 * MS)
    line = [near(image, start + QPointF(dx, 0), colour) for dx in range(70)]
    assert 36 <= sum(line) <= 44
    assert not any(near(image, start + QPointF(dx, 2), colour) for dx in range(70))


def test_nothing_is_painted_before_birth_and_after_the_end(make: Make) -> None:
    view = make()
    image = picture(view)
    for number, before, after in ((2, 8, 88), (3, 10, 97)):
        lane = lane_of(view, "process", number)
        assert not near(image, place_of(view, lane, before * MS), LIGHT.states.running)
        assert not near(image, place_of(view, lane, after * MS), LIGHT.states.running)


def test_a_crash_ends_in_a_red_cap_and_an_exit_in_a_quiet_one(make: Make) -> None:
    view = make()
    image = picture(view)
    for number, end, colour in ((3, 90, LIGHT.red), (2, 85, LIGHT.text3)):
        at = place_of(view, lane_of(view, "process", number), end * MS, 6)
        assert any(near(image, at + QPointF(dx, 0), colour, 60) for dx in (0, 1))


@THEMES
def test_a_lock_is_painted_in_its_holders_colour(make: Make, theme: Tokens) -> None:
    view = make(theme=theme)
    image = picture(view)
    lane = lane_of(view, "primitive", LOCK)
    y = HOLDER_TOP + 1
    assert near(image, place_of(view, lane, 22 * MS, y), theme.identity(1).colour)
    assert near(image, place_of(view, lane, 52 * MS, y), theme.identity(2).colour)
    assert near(image, place_of(view, lane, 75 * MS, y), theme.surface)
    waits = WAITERS_TOP + 1
    assert near(image, place_of(view, lane, 40 * MS, waits), theme.states.waiting)
    assert not near(image, place_of(view, lane, 55 * MS, waits), theme.states.waiting)


def test_what_is_held_during_a_wait_is_a_strip_below_it(make: Make) -> None:
    told = story()
    told.primitive(9, "Lock", 9, name="other", created_ns=0)
    told.alias(3, 9, 9)
    told.held(3, 25 * MS, 48 * MS, 9)
    view = make(told.model())
    image = picture(view)
    lane = lane_of(view, "process", 3)
    assert near(image, place_of(view, lane, 40 * MS), LIGHT.states.waiting)
    assert near(image, place_of(view, lane, 40 * MS, 15), LIGHT.states.contended, 40)
    assert not near(image, place_of(view, lane, 60 * MS, 15), LIGHT.states.contended, 40)
    assert near(image, place_of(view, lane, 27 * MS), LIGHT.states.held)


def test_beyond_now_there_is_a_line_and_hatch_while_it_runs(make: Make) -> None:
    view = make(model(running=True))
    image = picture(view)
    lane = lane_of(view, "process", 1)
    now = place_of(view, lane, 100 * MS, 12)
    assert any(near(image, now + QPointF(dx, 0), LIGHT.accent) for dx in (0, 1))
    beyond = [near(image, now + QPointF(dx, 0), LIGHT.border2) for dx in range(6, 36)]
    assert 3 <= sum(beyond) <= 8
    ended = make()
    assert not near(picture(ended), place_of(ended, lane, 100 * MS, 12), LIGHT.accent)


def test_spans_too_short_to_draw_are_hatched_and_counted(make: Make) -> None:
    told = story()
    told.primitive(9, "Lock", 9, name="busy", created_ns=0)
    for index in range(20_000):
        told.held(1, 96 * MS + index * 150, 96 * MS + index * 150 + 60, 9)
    view = make(told.model())
    view.show_range(95 * MS, 100 * MS)
    image = picture(view)
    lane = lane_of(view, "process", 1)
    start = place_of(view, lane, 96.5 * MS, 2)
    row = [image.pixelColor((start + QPointF(dx, 0)).toPoint()).name() for dx in range(40)]
    period = 4
    assert len(set(row[:period])) >= 2, "lines, and what is between them"
    lines = [near(image, start + QPointF(dx, 0), LIGHT.states.running, 40) for dx in range(40)]
    assert 8 <= sum(lines) <= 22
    # The number of spans stands on a plain ground in the middle of the stretch.
    middle = place_of(view, lane, 97.5 * MS)
    ground = [near(image, middle + QPointF(dx, -6), LIGHT.surface) for dx in range(-10, 10)]
    assert all(ground)
    assert not near(image, start, LIGHT.surface)


def test_two_device_pixels_a_pixel_show_the_same(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = make()
    monkeypatch.setattr(type(view), "devicePixelRatioF", lambda self: 2.0)
    view.set_theme(LIGHT)
    image = picture(view)
    lane = lane_of(view, "process", 2)
    assert near(image, place_of(view, lane, 25 * MS), LIGHT.states.held)
    assert near(image, place_of(view, lane, 40 * MS), LIGHT.states.contended)
