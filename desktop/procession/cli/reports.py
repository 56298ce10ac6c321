"""``lessons`` and ``show``: say what there is and what happened, as text or as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from procession.cli.options import Options
from procession.cli.progress import Progress
from procession.recorder.errors import BadInput


def add_verbs(verbs: Any) -> None:
    """Add this group's verbs to the parser."""
    lessons = verbs.add_parser("lessons", help="list the lessons and their knobs")
    lessons.add_argument("--json", action="store_true", help="for programs to read")
    lessons.set_defaults(verb=list_lessons)
    show = verbs.add_parser("show", help="say what happened in a recorded run")
    show.add_argument("file", metavar="FILE", help="a recording")
    show.add_argument("--json", action="store_true", help="for programs to read")
    show.set_defaults(verb=show_recording)


def list_lessons(options: Options) -> int:
    """``procession lessons``."""
    from procession.plugin.manager import load

    lessons = load(safe_mode=options.safe_mode).lessons()
    if options.json:
        print(json.dumps([lesson.as_json() for lesson in lessons], indent=1, ensure_ascii=False))
        return 0
    width = max((len(lesson.id) for lesson in lessons), default=0)
    for lesson in lessons:
        print(f"{lesson.id:{width}}  {lesson.title}")
        for knob in lesson.knobs:
            print(f"{'':{width}}    -k {knob.name}={knob.default}  {knob.help}")
    return 0


def show_recording(options: Options) -> int:
    """``procession show``."""
    if not Path(options.file).exists():
        raise BadInput(f"there is no file {options.file}")
    from procession.plugin.manager import load
    from procession.trace.feed import read_file
    from procession.trace.model import Model
    from procession.trace.open import RecordingError
    from procession.trace.summary import show_json, summary_lines

    model = Model()
    try:
        with Progress(f"reading {options.file}") as progress:
            for message in read_file(Path(options.file), progress=progress):
                model.feed(message)
    except RecordingError as error:
        raise BadInput(str(error)) from None
    tracks = load(safe_mode=options.safe_mode).tracks(model)
    if options.json:
        print(json.dumps(show_json(model, tracks), indent=1, ensure_ascii=False))
    else:
        for line in summary_lines(model, tracks):
            print(line)
    return 0
