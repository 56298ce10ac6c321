"""Looks at what is to be run before anything is started."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

from procession.recorder.errors import BadInput
from procession.recorder.target import is_recording


def check_script(script: str) -> None:
    """Raise BadInput unless Python can run `script`: a file, or a folder or zip with a main."""
    if not script:
        raise BadInput("the name of the script is empty")
    path = Path(script)
    try:
        if path.is_dir():
            if not (path / "__main__.py").is_file():
                raise BadInput(f"{script} is a folder without __main__.py")
            return
        if not path.exists():
            raise BadInput(f"there is no file {script}")
        if not os.access(path, os.R_OK):
            raise BadInput(f"{script} cannot be read")
        if not path.is_file():
            return
        if is_recording(path):
            raise BadInput(f"{script} is a recording; to see it: procession show {script}")
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                if "__main__.py" not in archive.namelist():
                    raise BadInput(f"{script} is a zip file without __main__.py")
    except ValueError:
        raise BadInput(f"{script!r} is not a file name") from None
    except (OSError, zipfile.BadZipFile) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(f"{script} cannot be read: {reason}") from None
