"""Whether what a plugin needs is there: other distributions, in versions that fit."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version

from packaging.requirements import InvalidRequirement, Requirement

__all__ = ["missing_requirements"]


def missing_requirements(wanted: Iterable[str]) -> list[str]:
    """Those of the requirements that are not met here, as they are written.

    One that is meant for another system, or for an extra, is no requirement.
    """
    return [text for text in wanted if not _met(text)]


def _met(text: str) -> bool:
    try:
        requirement = Requirement(text)
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            return True
        return requirement.specifier.contains(version(requirement.name), prereleases=True)
    except (InvalidRequirement, PackageNotFoundError, ValueError):
        return False
