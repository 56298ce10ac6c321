"""Calls that were told before they happened, since others may act on them at once."""

from ..records import FAILED, SEPARATOR, UNCALL
from .lifecycle import describe_error
from .writer import emit, text


def tell_failure(
    object: int, place: int, verb: str, error: BaseException, told: bool = True
) -> None:
    """Record that a call raised; with `told`, take back the CALL recorded before it."""
    if told:
        emit(UNCALL, object, place, aux=text(verb))
    emit(FAILED, object, place, aux=text(f"{verb}{SEPARATOR}{describe_error(error)}"))
