"""How well a typed text fits a name, and which letters of the name it means."""

from __future__ import annotations

from dataclasses import dataclass

_WORD_START = 12
_IN_A_ROW = 6
_WHOLE = 40
_GAP = 1
_STARTS = 8
"""Beginnings tried for a scattered match: enough for names, and cheap."""


@dataclass(frozen=True, slots=True)
class Match:
    """`score` is better when higher; `positions` are indexes into the name."""

    score: int
    positions: tuple[int, ...]


def match(query: str, name: str, more: str = "") -> Match | None:
    """Every word of `query` must be found, letters in order, in `name` or else in `more`.

    None when one is not.  Letters need not stand side by side: ``btf`` finds ``Bank transfer
    fixed``; those that do, and those that begin a word, count for more.
    """
    score = 0
    positions: set[int] = set()
    lower = _lower(name)
    other = _lower(more)
    for word in _lower(query).split():
        found = _one(word, name, lower)
        if found is not None:
            score += found.score
            positions.update(found.positions)
        elif (beside := _one(word, more, other)) is not None:
            score += beside.score // 2
        else:
            return None
    # Of two names that fit as well the shorter one is meant.
    return Match(score * 100 - len(name), tuple(sorted(positions)))


def _one(word: str, name: str, lower: str) -> Match | None:
    best: Match | None = None
    start = lower.find(word)
    while start >= 0:
        bonus = _WORD_START if _starts_word(name, start) else 0
        score = _WHOLE + bonus + _IN_A_ROW * len(word) - min(start, 10)
        if best is None or score > best.score:
            best = Match(score, tuple(range(start, start + len(word))))
        start = lower.find(word, start + 1)
    return best or _scattered(word, name, lower)


def _scattered(word: str, name: str, lower: str) -> Match | None:
    best: Match | None = None
    start = lower.find(word[0])
    for _ in range(_STARTS):
        if start < 0:
            break
        found = _from(start, word, name, lower)
        if found is None:
            break  # what does not fit from here does not fit from further right
        if best is None or found.score > best.score:
            best = found
        start = lower.find(word[0], start + 1)
    # Letters picked from all over a text mean nothing.
    return best if best is not None and best.score > 0 else None


def _from(start: int, word: str, name: str, lower: str) -> Match | None:
    positions = [start]
    score = _WORD_START if _starts_word(name, start) else 0
    for letter in word[1:]:
        last = positions[-1]
        place = _next_start(letter, name, lower, last + 1)
        if place < 0:
            place = lower.find(letter, last + 1)
        if last + 1 < len(lower) and lower[last + 1] == letter:
            place = last + 1
        if place < 0:
            return None
        if place == last + 1:
            score += _IN_A_ROW
        elif _starts_word(name, place):
            score += _WORD_START
        else:
            score -= _GAP * (place - last) + _IN_A_ROW
        positions.append(place)
    return Match(score, tuple(positions))


def _next_start(letter: str, name: str, lower: str, begin: int) -> int:
    place = lower.find(letter, begin)
    while place >= 0 and not _starts_word(name, place):
        place = lower.find(letter, place + 1)
    return place


def _starts_word(name: str, place: int) -> bool:
    if place == 0:
        return True
    before, here = name[place - 1], name[place]
    return not before.isalnum() or (here.isupper() and before.islower())


def _lower(text: str) -> str:
    """Lower case, letter by letter: positions in it are positions in the text."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
