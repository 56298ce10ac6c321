"""Terminal output as lines: colours, carriage returns, sequences cut anywhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from procession.ui.console.ansi import LONGEST_LINE, Line, Screen, Style, styled
from procession.ui.console.colours import terminal_colour
from procession.ui.tokens import DARK, LIGHT


def shown(*parts: bytes) -> list[str]:
    """The lines that stand there after these pieces came."""
    screen = Screen()
    lines = [""]
    for part in parts:
        for line in screen.feed(part):
            lines[-1] = line.text
            if line.ended:
                lines.append("")
    return lines


def pieces(data: bytes) -> list[Line]:
    return list(Screen().feed(data))


def test_lines_and_an_unfinished_one() -> None:
    assert shown(b"one\r\ntwo\nthr") == ["one", "two", "thr"]


def test_carriage_return_writes_over() -> None:
    assert shown(b"10 %\r55 %\r100 %\n") == ["100 %", ""]
    assert shown(b"abcdef\rxy\n") == ["xycdef", ""]


def test_erase_to_the_end_of_the_line() -> None:
    assert shown(b"long text\rhi\x1b[K\n") == ["hi", ""]
    assert shown(b"long text\x1b[2K\rhi\n") == ["hi", ""]


def test_backspace_and_tab() -> None:
    assert shown(b"ab\b\bX\n") == ["Xb", ""]
    assert shown(b"a\tb\n") == ["a       b", ""]


def test_colours_are_pieces() -> None:
    line = pieces(b"a \x1b[1;31mred\x1b[0m b\n")[0]
    assert [(one.text, one.style) for one in line.pieces] == [
        ("a ", Style()),
        ("red", Style(foreground=1, bold=True)),
        (" b", Style()),
    ]


def test_extended_colours() -> None:
    assert styled(Style(), "38;5;208").foreground == 208
    assert styled(Style(), "48;2;1;2;255").background == "#0102ff"
    assert styled(Style(foreground=3, bold=True), "39;22") == Style()
    assert styled(Style(bold=True), "") == Style()


def test_every_colour_has_a_value_in_both_themes() -> None:
    for tokens in (LIGHT, DARK):
        for index in range(256):
            colour = terminal_colour(index, tokens)
            assert len(colour) == 7
            int(colour[1:], 16)


def test_titles_and_unknown_sequences_are_taken_out() -> None:
    assert shown(b"\x1b]0;title\x07a\x1b[?25lb\x1b(Bc\n") == ["abc", ""]


def test_a_line_without_end_is_broken() -> None:
    lines = shown(b"x" * (2 * LONGEST_LINE + 3))
    assert [len(line) for line in lines] == [LONGEST_LINE, LONGEST_LINE, 3]


@given(
    st.lists(
        st.sampled_from(
            [
                b"hello",
                "\u4f60\u597d".encode(),
                b"\r\n",
                b"\r",
                b"\b",
                b"\t",
                b"\x1b[31m",
                b"\x1b[0m",
                b"\x1b[38;5;12m",
                b"\x1b[K",
                b"\x1b]0;t\x07",
            ]
        ),
        max_size=30,
    ),
    st.data(),
)
def test_where_pieces_are_cut_changes_nothing(parts: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(parts)
    at = data.draw(st.integers(0, len(whole)))
    assert shown(whole) == shown(whole[:at], whole[at:])
