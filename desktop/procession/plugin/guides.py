"""A lesson's guide taken apart: its title, its prediction, and what its knobs mean.

A guide is Markdown.  Under the heading ``Predict`` the last list holds the choices; a translation
has its list under the heading at the same place.  A translation may begin with what the program's
knobs mean in its language::

    ---
    WORKERS: 共用这把锁的进程数
    ---
    # 标题
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Guide", "Prediction", "guide_of", "split_front"]

_HEADING = re.compile(r"##\s+(?P<text>.*\S)")
_ITEM = re.compile(r"(?:[-*+]|\d+[.)])\s+(?P<text>.*)")
_FENCE = re.compile(r"\s*(```|~~~)")
_PREDICT = "predict"


@dataclass(frozen=True, slots=True)
class Prediction:
    """A question to answer before the run."""

    heading: str
    question: str
    """Markdown."""
    choices: tuple[str, ...]
    """Each in one line, with the Markdown of single words."""


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide in the order in which it is read."""

    before: str
    prediction: Prediction | None
    after: str
    """Everything in `before` when there is no prediction."""
    sections: tuple[tuple[str, str], ...]
    """(heading, Markdown) of every part but the prediction; the first heading is empty."""


def split_front(markdown: str) -> tuple[dict[str, str], str]:
    """What stands before the guide between lines of ``---``, and the guide itself."""
    lines = markdown.lstrip("\ufeff").split("\n")
    if not lines or lines[0].strip() != "---":
        return {}, markdown
    for end, line in enumerate(lines[1:], 1):
        if line.strip() == "---":
            pairs = (one.partition(":") for one in lines[1:end])
            helps = {name.strip(): text.strip() for name, _, text in pairs if text.strip()}
            return helps, "\n".join(lines[end + 1 :]).lstrip("\n")
    return {}, markdown


def guide_of(markdown: str, original: str = "") -> Guide:
    """Take a guide apart; `original` is the English one, if `markdown` is a translation of it.

    The first heading, the title, is left out.
    """
    parts = _sections(split_front(markdown)[1])
    headings = [heading for heading, _ in _sections(split_front(original or markdown)[1])]
    at = next((n for n, text in enumerate(headings) if text.lower() == _PREDICT), -1)
    if not 0 < at < len(parts):
        return Guide(_joined(parts), None, "", _texts(parts))
    heading, lines = parts[at]
    list_at = _last_list(lines)
    if list_at is None:
        return Guide(_joined(parts), None, "", _texts(parts))
    first, last = list_at
    asked = "\n".join(lines[:first]).strip()
    prediction = Prediction(heading, asked, _choices(lines[first:last]))
    rest = "\n".join(lines[last:]).strip()
    others = [*parts[:at], *parts[at + 1 :]]
    after = "\n\n".join(part for part in (rest, _joined(parts[at + 1 :])) if part)
    return Guide(_joined(parts[:at]), prediction, after, _texts(others))


def _sections(markdown: str) -> list[tuple[str, list[str]]]:
    """(heading, lines); what stands before the first heading of the second level comes first."""
    sections: list[tuple[str, list[str]]] = [("", [])]
    fenced = False
    for number, line in enumerate(markdown.strip().split("\n")):
        if _FENCE.match(line):
            fenced = not fenced
        if number == 0 and line.startswith("# "):
            continue
        match = None if fenced else _HEADING.fullmatch(line.rstrip())
        if match:
            sections.append((match["text"].rstrip("# "), []))
        else:
            sections[-1][1].append(line)
    return sections


def _last_list(lines: Sequence[str]) -> tuple[int, int] | None:
    """Where the last list of a section begins and ends."""
    starts = [number for number, line in enumerate(lines) if _ITEM.match(line)]
    if not starts:
        return None
    first = last = starts[-1]
    for start in reversed(starts[:-1]):
        between = lines[start + 1 : first]
        if any(line and not line[0].isspace() and _after_blank(between, line) for line in between):
            break
        first = start
    end = last + 1
    while end < len(lines) and lines[end].strip():
        end += 1
    return first, end


def _after_blank(lines: Sequence[str], line: str) -> bool:
    """Whether a line begins a paragraph of its own, and so ends the list before it."""
    at = lines.index(line)
    return at > 0 and not lines[at - 1].strip()


def _choices(lines: Sequence[str]) -> tuple[str, ...]:
    choices: list[str] = []
    for line in lines:
        match = _ITEM.match(line)
        if match:
            choices.append(match["text"].strip())
        elif choices and line.strip():
            choices[-1] += " " + line.strip()
    return tuple(choices)


def _joined(parts: Sequence[tuple[str, Sequence[str]]]) -> str:
    texts = []
    for heading, lines in parts:
        body = "\n".join(lines).strip()
        texts.append(f"## {heading}\n\n{body}" if heading else body)
    return "\n\n".join(text for text in texts if text)


def _texts(parts: Sequence[tuple[str, Sequence[str]]]) -> tuple[tuple[str, str], ...]:
    return tuple((heading, "\n".join(lines).strip()) for heading, lines in parts)
