"""Knobs: module-level constants of a program that a form may change.

A constant becomes a knob by the comment on its line::

    WORKERS = 3         # knob: 1..16 how many processes share the lock
    PAUSE_MS = 2.5      # knob: 0.0..50.0 pause between two turns, in ms
    ORDER = "same"      # knob: same | opposite in which order the locks are taken
    LOCKED = True       # knob: yes | no take the lock at all
    NAME = "Ada"        # knob: whom to greet

Changing one rewrites the constant in the source, and nothing else: what is shown is what runs.
"""

from __future__ import annotations

import ast
import io
import math
import re
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

__all__ = ["Knob", "KnobError", "KnobType", "Value", "apply", "parse"]

KnobType = Literal["int", "float", "choice", "bool", "text"]
Value = int | float | str | bool

_MARK = re.compile(r"#\s*knob:\s*(?P<text>.*\S)")
_NUMBER = r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
_RANGE = re.compile(rf"(?P<low>{_NUMBER})\.\.(?P<high>{_NUMBER})(?=\s|$)")
_CHOICE = re.compile(r"[^\s|]+(?:\s*\|\s*[^\s|]+)+(?=\s|$)")
_YES = frozenset({"yes", "true", "on", "1"})
_NO = frozenset({"no", "false", "off", "0"})


class KnobError(ValueError):
    """A knob that does not exist, or a value that it does not take: one sentence."""


@dataclass(frozen=True, slots=True)
class Knob:
    """One constant that may be changed before a run."""

    name: str
    type: KnobType
    low: int | float | None
    """Smallest value allowed; None when any is, and for what is no number."""
    high: int | float | None
    choices: tuple[int | float | str, ...] | None
    """The values allowed, when `type` is ``choice``."""
    default: Value
    help: str
    line: int
    """Where the constant stands, counted from 1."""

    def check(self, value: object) -> Value:
        """Return `value` as this knob takes it; text is converted, as from a command line.

        Raises `KnobError`, saying what would be right.
        """
        if self.type == "bool":
            return self._check_bool(value)
        if self.type == "choice":
            return self._check_choice(value)
        if self.type == "text":
            if isinstance(value, str):
                return value
            raise KnobError(f"{self.name} must be a text, not {value!r}.")
        return self._check_number(value)

    def as_json(self) -> dict[str, object]:
        """The row of ``procession lessons --json``."""
        return {
            "name": self.name,
            "type": self.type,
            "low": self.low,
            "high": self.high,
            "choices": None if self.choices is None else list(self.choices),
            "default": self.default,
            "help": self.help,
        }

    def _check_bool(self, value: object) -> bool:
        if isinstance(value, bool):
            return value
        word = str(value).strip().lower()
        if word in _YES:
            return True
        if word in _NO:
            return False
        raise KnobError(f"{self.name} must be yes or no, not {value!r}.")

    def _check_choice(self, value: object) -> int | float | str:
        for choice in self.choices or ():
            # True == 1, but a switch given for a number is a mistake.
            if not isinstance(value, bool) and (value == choice or value == str(choice)):
                return choice
        allowed = ", ".join(str(choice) for choice in self.choices or ())
        raise KnobError(f"{self.name} must be one of {allowed}; it cannot be {value!r}.")

    def _check_number(self, value: object) -> int | float:
        number: int | float | None = None
        if isinstance(value, (int, float, str)) and not isinstance(value, bool):
            try:
                number = int(value) if self.type == "int" else float(value)
            except (ValueError, OverflowError):
                number = None
        if number is None or not math.isfinite(number) or _loses(value, number):
            raise KnobError(f"{self.name} must be {self._wanted()}, not {value!r}.")
        if (self.low is not None and number < self.low) or (
            self.high is not None and number > self.high
        ):
            raise KnobError(f"{self.name} must be {self._wanted()}, not {number}.")
        return number

    def _wanted(self) -> str:
        kind = "a whole number" if self.type == "int" else "a number"
        if self.low is None or self.high is None:
            return kind
        return f"{kind} from {self.low} to {self.high}"


def parse(source: str) -> list[Knob]:
    """The knobs of a program, in the order of its lines.

    A comment that does not fit its constant makes no knob, and a source that is no Python (one
    being typed, say) has none.
    """
    return [constant.knob for constant in _constants(source)]


def apply(source: str, values: Mapping[str, object]) -> str:
    """Return `source` with the constants named in `values` rewritten; all else stays as it is.

    A comment that stands in a column of its own stays there while there is room. Raises
    `KnobError` for a name that is no knob and for a value out of range.
    """
    constants = {constant.knob.name: constant for constant in _constants(source)}
    for name in values:
        if name not in constants:
            known = ", ".join(constants)
            has = f"this program has {known}" if known else "this program has none"
            raise KnobError(f"There is no knob {name}; {has}.")
    lines = source.split("\n")
    for name, value in values.items():
        constant = constants[name]
        row = constant.knob.line - 1
        lines[row] = constant.rewrite(lines[row], repr(constant.knob.check(value)))
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Constant:
    """Where a knob's value stands in its line: columns in characters."""

    knob: Knob
    start: int
    end: int
    comment: int

    def rewrite(self, line: str, literal: str) -> str:
        if literal == repr(self.knob.default):
            return line  # keep the author's spelling: 10_000, 1e-3
        # Something but blanks between the two (a closing bracket, a second statement) must stay.
        between = line[self.end : self.comment]
        kept = between.rstrip()
        gap = max(2, self.comment - self.start - len(literal) - len(kept))
        return line[: self.start] + literal + kept + " " * gap + line[self.comment :]


def _constants(source: str) -> list[_Constant]:
    try:
        tree = ast.parse(source)
        marks = _knob_comments(source)
    except (SyntaxError, ValueError, RecursionError, tokenize.TokenError):
        return []
    lines = source.split("\n")
    found: dict[str, _Constant] = {}
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target, value = statement.targets[0], statement.value
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            target, value = statement.target, statement.value
        else:
            continue
        mark = marks.get(value.lineno)
        if not isinstance(target, ast.Name) or mark is None or value.lineno != value.end_lineno:
            continue
        knob = _knob(target.id, value, mark[1])
        if knob is None or value.lineno > len(lines):
            continue
        # The parser counts columns in bytes.
        line = lines[value.lineno - 1]
        raw = line.encode()
        start = len(raw[: value.col_offset].decode(errors="replace"))
        end = len(raw[: value.end_col_offset].decode(errors="replace"))
        # A lone carriage return ends a line for the parser, not for us: then the lines differ.
        if line[start:end] == ast.get_source_segment(source, value) and end <= mark[0]:
            found[knob.name] = _Constant(knob, start, end, mark[0])
    return sorted(found.values(), key=lambda constant: constant.knob.line)


def _knob_comments(source: str) -> dict[int, tuple[int, str]]:
    """Line → (column of its comment, text after ``knob:``)."""
    marks: dict[int, tuple[int, str]] = {}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT and (match := _MARK.match(token.string)):
            marks[token.start[0]] = (token.start[1], match["text"])
    return marks


def _knob(name: str, node: ast.expr, text: str) -> Knob | None:
    try:
        default = ast.literal_eval(node)
    except (ValueError, TypeError):
        return None
    if not isinstance(default, (bool, int, float, str)):
        return None
    knob = _described(name, default, text, node.lineno)
    if knob is None:
        return None
    try:
        knob.check(default)
    except KnobError:
        return None
    return knob


def _described(name: str, default: Value, text: str, line: int) -> Knob | None:
    """The knob that a comment's text describes; None when it does not fit the constant."""
    if match := _RANGE.match(text):
        if isinstance(default, (bool, str)):
            return None
        rest = text[match.end() :].strip()
        whole = isinstance(default, int) and not re.search(r"[.eE]", match["low"] + match["high"])
        if whole:
            low, high = int(match["low"]), int(match["high"])
            return Knob(name, "int", low, high, None, default, rest, line)
        bounds = float(match["low"]), float(match["high"])
        return Knob(name, "float", *bounds, None, float(default), rest, line)
    if match := _CHOICE.match(text):
        words = [word.strip() for word in match[0].split("|")]
        rest = text[match.end() :].strip()
        if isinstance(default, bool):
            switch = {word.lower() for word in words} == {"yes", "no"}
            return Knob(name, "bool", None, None, None, default, rest, line) if switch else None
        kind = type(default)
        try:
            choices = tuple(kind(word.strip("'\"")) for word in words)
        except ValueError:
            return None
        return Knob(name, "choice", None, None, choices, default, rest, line)
    if isinstance(default, bool):
        return Knob(name, "bool", None, None, None, default, text, line)
    if isinstance(default, str):
        return Knob(name, "text", None, None, None, default, text, line)
    kind_name: KnobType = "int" if isinstance(default, int) else "float"
    return Knob(name, kind_name, None, None, None, default, text, line)


def _loses(value: object, number: float) -> bool:
    """Whether converting `value` to `number` dropped a part of it: 2.5 for a whole number."""
    return isinstance(value, float) and value != number
