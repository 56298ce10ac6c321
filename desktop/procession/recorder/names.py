"""What the program calls a primitive: the target of the assignment that made it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_TRANSPARENT = (
    ast.List,
    ast.Tuple,
    ast.Set,
    ast.Dict,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.IfExp,
    ast.BoolOp,
    ast.Starred,
    ast.NamedExpr,
)
"""Expressions through which a value reaches the name it is assigned to."""


class Names:
    """The names given at one file's lines."""

    def __init__(self, source: str) -> None:
        self._given: dict[int, list[tuple[int, int, str]]] = {}
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError):
            return
        for node in ast.walk(tree):
            for target, value in _bindings(node):
                for call, name in _calls(target, value):
                    last = call.end_lineno or call.lineno
                    for line in range(call.lineno, last + 1):
                        entry = (call.lineno, call.col_offset, name)
                        self._given.setdefault(line, []).append(entry)

    def at(self, line: int, column: int = -1) -> str:
        """The name for what was made at `line` (from 1) and `column` (from 0, in UTF-8 bytes; -1:
        unknown); empty when it was given none or when several come into question."""
        entries = self._given.get(line, [])
        exact = {name for start, at, name in entries if start == line and at == column}
        names = exact or ({name for _, _, name in entries} if column < 0 else set())
        return names.pop() if len(names) == 1 else ""


def _bindings(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield target, node.value
    elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
        yield node.target, node.value
    elif isinstance(node, ast.With | ast.AsyncWith):
        for item in node.items:
            if item.optional_vars is not None:
                yield item.optional_vars, item.context_expr


def _calls(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.Call, str]]:
    if isinstance(value, ast.Call):
        yield value, ast.unparse(target).strip("()")
    elif (
        isinstance(target, ast.Tuple | ast.List)
        and isinstance(value, ast.Tuple | ast.List)
        and len(target.elts) == len(value.elts)
    ):
        for one, part in zip(target.elts, value.elts, strict=True):
            yield from _calls(one, part)
    elif isinstance(value, _TRANSPARENT):
        for child in ast.iter_child_nodes(value):
            if isinstance(child, ast.expr):
                yield from _calls(target, child)
