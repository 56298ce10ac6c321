"""The verbs that show the window, or draw it. Qt is imported here and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from procession.cli.options import Options
from procession.cli.sentences import sentence
from procession.recorder.errors import BadInput

_LARGEST = 16_384
_PNG = b"\x89PNG\r\n\x1a\n"


def add_verbs(verbs: Any) -> None:
    """Add this group's verbs to the parser."""
    opening = verbs.add_parser("open", help="open recordings or scripts in the window")
    opening.add_argument("files", metavar="FILE", nargs="+", help="a recording or a script")
    opening.set_defaults(verb=open_window)
    picture = verbs.add_parser("picture", help="draw the window into a picture, offscreen")
    picture.add_argument(
        "target",
        metavar="FILE|PLUGIN/LESSON|PAGE",
        nargs="?",
        help="a recording, a lesson or a page to show: welcome (the default), runs, plugins,"
        " settings or manual",
    )
    picture.add_argument("-o", "--output", metavar="OUT.png", required=True)
    picture.add_argument("--size", type=_size, default=(1600, 900), metavar="1600x900")
    picture.add_argument("--theme", choices=("light", "dark"), default="light")
    picture.add_argument("--language", choices=("en", "zh_CN"), default="en")
    picture.add_argument(
        "--run",
        choices=("live", "hung", "ended"),
        help="run the lesson or the script, and draw this moment of it",
    )
    picture.set_defaults(verb=draw_picture)


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,5})x(\d{1,5})", text)
    size = (int(found[1]), int(found[2])) if found else (0, 0)
    if not all(200 <= side <= _LARGEST for side in size):
        raise BadInput(f"a size is given as WIDTHxHEIGHT, 200 to {_LARGEST} each, not {text!r}")
    return size


def open_window(options: Options) -> int:
    """``procession`` and ``procession open``."""
    for name in options.files:
        if not Path(name).exists():
            raise BadInput(f"there is no file {name}")
    from procession.ui.app import run

    return run(options.files, safe_mode=options.safe_mode)


def draw_picture(options: Options) -> int:
    """``procession picture``."""
    _check_output(Path(options.output))
    target = options.target
    pages = ("welcome", "runs", "plugins", "settings", "manual")
    known = target is None or target in pages or _names_lesson(target)
    if not known and not Path(target).exists():
        raise BadInput(f"there is no file {target}")
    from procession.plugin.manager import load
    from procession.ui.picture import draw

    try:
        draw(
            target,
            options.output,
            size=options.size,
            theme=options.theme,
            language=options.language,
            manager=load(safe_mode=options.safe_mode),
            run=options.run,
        )
    except OSError as error:
        raise BadInput(f"cannot write {options.output}: {error.strerror or error}") from None
    except (ValueError, LookupError) as error:
        raise BadInput(sentence(error)) from None
    return 0


def _check_output(path: Path) -> None:
    """Raise BadInput unless a picture may be written there; only a picture is written over."""
    folder = path.absolute().parent
    if not folder.is_dir():
        raise BadInput(f"cannot write {path}: there is no folder {folder}")
    if path.suffix.lower() != ".png":
        raise BadInput(f"a picture is written as OUT.png, not as {str(path)!r}")
    try:
        with path.open("rb") as file:
            fine = file.read(len(_PNG)) in (_PNG, b"")
    except FileNotFoundError:
        return
    except OSError as error:
        raise BadInput(f"cannot write {path}: {error.strerror}") from None
    if not fine:
        raise BadInput(f"{path} exists and is not a picture; it is left as it is")


def _names_lesson(target: str) -> bool:
    return target.count("/") == 1 and Path(target).suffix == ""
