"""Where the files of `resources/` are: beside the sources, or inside the installed package."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import procession


@cache
def resource_folder() -> Path:
    """The folder with icons and translations.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    package = Path(procession.__file__).resolve().parent
    for folder in (package / "_resources", package.parent.parent / "resources"):
        if (folder / "icons").is_dir():
            return folder
    raise FileNotFoundError("Procession's resources folder is missing")
