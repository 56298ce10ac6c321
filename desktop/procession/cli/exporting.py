"""``export``: a recording in a format that other tools read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from procession import __version__
from procession.cli.options import Options
from procession.cli.progress import Progress
from procession.recorder.errors import BadInput

_LATER = ("perfetto", "html")


def add_verbs(verbs: Any) -> None:
    """Add this group's verbs to the parser."""
    export = verbs.add_parser("export", help="write a recording in a format other tools read")
    export.add_argument("file", metavar="FILE", help="a recording")
    export.add_argument("--to", required=True, metavar="FORMAT", help="chrome, csv, or a plugin's")
    export.add_argument("-o", "--output", metavar="OUT", help="default: beside the recording")
    export.set_defaults(verb=export_recording)


def export_recording(options: Options) -> int:
    """``procession export``."""
    source = Path(options.file)
    if not source.exists():
        raise BadInput(f"there is no file {options.file}")
    from procession.export.formats import exporters, write
    from procession.plugin.manager import load
    from procession.trace.feed import read_file
    from procession.trace.model import Model
    from procession.trace.open import RecordingError

    formats = exporters(load(safe_mode=options.safe_mode))
    chosen = formats.get(options.to)
    if chosen is None:
        later = f"is not part of version {__version__}" if options.to in _LATER else "is unknown"
        raise BadInput(f"the format {options.to} {later}; there is {', '.join(formats)}")
    target = Path(options.output) if options.output else source.with_suffix(chosen.suffix)
    if target.is_dir() or (target.exists() and target.samefile(source)):
        raise BadInput(f"{target} cannot be written to; name another file with -o")
    model = Model()
    try:
        with Progress(f"reading {options.file}") as progress:
            for message in read_file(source, progress=progress):
                model.feed(message)
    except RecordingError as error:
        raise BadInput(str(error)) from None
    try:
        write(chosen, model, target)
    except OSError as error:
        raise BadInput(f"{target} cannot be written: {error.strerror or error}") from None
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise BadInput(f"the format {chosen.name} could not be written: {reason}") from None
    print(target)
    return 0
