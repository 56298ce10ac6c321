"""Watches ``multiprocessing.BoundedSemaphore``."""

from procession.probe.api import Watch, observe_semlock


def install(watch: Watch) -> None:
    """Called once in every observed process."""
    observe_semlock(watch, "BoundedSemaphore")
