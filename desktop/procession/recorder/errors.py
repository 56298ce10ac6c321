"""What can go wrong before a run begins."""

from __future__ import annotations


class BadInput(Exception):
    """Something the user asked for cannot be done; the text is one clear sentence."""


class LaunchError(Exception):
    """The program could not be started; the text is one clear sentence."""
