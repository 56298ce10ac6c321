"""``record`` and ``run``: run a program under observation, no window."""

from __future__ import annotations

import math
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from procession.cli.options import START_METHODS, Options, Parser
from procession.cli.sentences import sentence
from procession.recorder.errors import BadInput

if TYPE_CHECKING:
    from procession.plugin.lessons import LessonInfo
    from procession.plugin.manager import Manager
    from procession.recorder.plan import RunPlan


def add_verbs(verbs: Any) -> None:
    """Add this group's verbs to the parser."""
    record: Parser = verbs.add_parser(
        "record",
        help="run a script or module under observation",
        usage="procession record [options] SCRIPT [ARG ...]\n"
        "       procession record [options] -m MODULE [ARG ...]",
        description="Run a program under observation, no window. Its streams, its terminal and "
        "its exit status are its own.",
        allow_abbrev=False,
    )
    record.add_argument("-m", dest="module", metavar="MODULE", help="run a module, as python -m")
    _add_options(record)
    record.add_argument("--safe-mode", action="store_true", help="use built-in plugins only")
    record.set_defaults(verb=record_program)
    check: Parser = verbs.add_parser(
        "check",
        help="say what is wrong with a program, or with a recorded run",
        usage="procession check [options] SCRIPT [ARG ...]\n"
        "       procession check [options] -m MODULE [ARG ...]\n"
        "       procession check [--json] FILE",
        description="Run a program, or read a recording, and print what was found. The exit "
        "status is 1 when any of it is an error. A program that has certainly hung is stopped.",
        allow_abbrev=False,
    )
    check.add_argument("-m", dest="module", metavar="MODULE", help="run a module, as python -m")
    _add_options(check)
    check.add_argument("--json", action="store_true", help="for programs to read")
    check.add_argument("--safe-mode", action="store_true", help="use built-in plugins only")
    check.set_defaults(verb=check_program)
    run: Parser = verbs.add_parser(
        "run",
        help="run a lesson",
        description="Run a lesson under observation, no window.",
        allow_abbrev=False,
    )
    run.add_argument("lesson", metavar="PLUGIN/LESSON", help="as `procession lessons` lists them")
    run.add_argument(
        "-k",
        dest="knobs",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="change one of the lesson's knobs; may be given several times",
    )
    _add_options(run)
    run.set_defaults(verb=run_lesson)


def _add_options(parser: Parser) -> None:
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="where to keep the recording (default: the library in your data folder)",
    )
    parser.add_argument(
        "--start-method",
        choices=START_METHODS,
        metavar="|".join(START_METHODS),
        help="set the default start method; a choice the program makes itself still wins",
    )
    parser.add_argument(
        "--delays",
        type=_seed,
        metavar="SEED",
        help="pause at random where processes synchronise, so that other schedules come up; "
        "the same number draws the same pauses",
    )
    parser.add_argument("--python", metavar="PATH", help="the interpreter to use, 3.11 or newer")
    parser.add_argument(
        "--timeout", type=_seconds, metavar="SECONDS", help="stop it then, with exit status 124"
    )
    parser.add_argument(
        "--stop-on-hang",
        type=_seconds,
        metavar="SECONDS",
        help="stop it, with exit status 123, when it has certainly hung for so long",
    )
    parser.add_argument(
        "--capture", action="store_true", help="keep what it prints in the recording, too"
    )
    parser.add_argument("--quiet", action="store_true", help="print no line of our own")


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not (seconds > 0 and math.isfinite(seconds)):
        raise BadInput(f"the time-out must be a number of seconds above 0, not {text!r}")
    return seconds


def _seed(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise BadInput(f"a seed is a whole number, not {text!r}")
    return int(text)


def record_program(options: Options) -> int:
    """``procession record``."""
    return _run(options, _load(options), program_of(options))


def check_program(options: Options) -> int:
    """``procession check``."""
    from procession.cli.checking import check

    return check(options, _load(options))


def program_of(options: Options) -> dict[str, Any]:
    """What of a plan the program's own words say. Raises BadInput."""
    from procession.cli.programs import check_script

    words = options.program
    module = None
    if words[:1] == ["-m"]:
        if len(words) < 2:
            raise BadInput("-m wants the name of a module")
        module, args = words[1], words[2:]
    elif words[:1] and words[0].startswith("-m") and not Path(words[0]).exists():
        module, args = words[0][2:], words[1:]
    elif not words:
        raise BadInput("a script to run is missing (see procession record --help)")
    else:
        args = words[1:]
        if words[0].startswith("-") and not Path(words[0]).exists():
            raise BadInput(f"there is no option {words[0]} (see procession record --help)")
        check_script(words[0])
    what = {"script": words[0]} if module is None else {"module": module}
    return {**what, "args": tuple(args)}


def run_lesson(options: Options) -> int:
    """``procession run``."""
    from procession.plugin import knobs
    from procession.plugin.manager import UnknownLesson

    manager = _load(options)
    try:
        lesson = manager.lesson(options.lesson)
    except UnknownLesson as error:
        raise BadInput(sentence(error)) from None
    start_method = options.start_method
    if start_method is not None and start_method not in lesson.start_methods:
        runs = ", ".join(lesson.start_methods)
        raise BadInput(f"{lesson.id} runs under {runs} only")
    values: dict[str, object] = {}
    for pair in options.knobs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise BadInput(f"a knob is given as NAME=VALUE, not {pair!r}")
        values[name] = value
    try:
        source = knobs.apply(lesson.source, values)
    except knobs.KnobError as error:
        raise BadInput(sentence(error)) from None
    with ExitStack() as stack:
        script = lesson.path
        if values:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="procession-lesson-"))
            script = Path(folder) / lesson.path.name
            script.write_text(source, encoding="utf-8")
            lesson.copy_beside(script.parent)
        return _run(options, manager, _lesson_plan(lesson, script, values))


def _lesson_plan(lesson: LessonInfo, script: Path, values: dict[str, object]) -> dict[str, Any]:
    given = {
        knob.name: knob.check(values[knob.name]) for knob in lesson.knobs if knob.name in values
    }
    chosen = {knob.name: given.get(knob.name, knob.default) for knob in lesson.knobs}
    return {"script": str(script), "title": lesson.title, "lesson": lesson.id, "knobs": chosen}


def _load(options: Options) -> Manager:
    from procession.plugin.manager import load

    return load(safe_mode=options.safe_mode)


def _run(options: Options, manager: Manager, what: dict[str, Any]) -> int:
    from procession.cli.running import run_plan

    plan = make_plan(options, manager, what)
    return run_plan(plan, manager, options.quiet, options.stop_on_hang)


def make_plan(options: Options, manager: Manager, what: dict[str, Any]) -> RunPlan:
    """The plan for the options of ``record`` and ``run``. Raises BadInput."""
    from procession.recorder.library import new_path
    from procession.recorder.plan import RunPlan
    from procession.recorder.pythons import choose_python
    from procession.recorder.target import check_target

    python, version = choose_python(options.python)
    output = options.output
    if output is None:
        try:
            output = str(new_path(what.get("lesson") or what.get("script") or what["module"]))
        except OSError as error:
            raise BadInput(f"the run library cannot be made: {error.strerror}") from None
    check_target(output)
    return RunPlan(
        output=output,
        python=python,
        python_version=version,
        start_method=options.start_method,
        delays=options.delays,
        probes=tuple(manager.probes()),
        terminal="capture" if options.capture else "inherit",
        timeout_s=options.timeout,
        stream=options.stop_on_hang is not None,
        # The findings of a long run take their time.
        close_wait_s=600.0,
        **what,
    )
