"""Results that come for a widget that is gone are for nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid


def while_alive(owner: QObject, call: Callable[[Any], None]) -> Callable[[Any], None]:
    """`call`, doing nothing any more once `owner` has been deleted."""

    def guarded(value: Any) -> None:
        if isValid(owner):
            call(value)

    return guarded
