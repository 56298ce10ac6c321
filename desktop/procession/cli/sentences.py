"""How we speak on stderr: one sentence after our name."""

from __future__ import annotations


def sentence(error: Exception) -> str:
    """What an error says, as it goes on after ``procession:``."""
    text = str(error.args[0] if error.args else error).rstrip(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
