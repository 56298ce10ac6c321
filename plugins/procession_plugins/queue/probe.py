"""Watches ``multiprocessing.Queue``."""

from procession.probe.api import Watch, observe_queue


def install(watch: Watch) -> None:
    """Called once in every observed process."""
    observe_queue(watch, "Queue")
