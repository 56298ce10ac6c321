"""Who called: source places of the program's own code, and which calls are internal.

`multiprocessing` makes locks and pipes of its own inside its queues and pools, and calls its own
methods from them. What is shown is what the program's own code did, so both are told apart by the
name of the module whose code runs.
"""

import sys
from itertools import islice

from .writer import MAX_KEPT, place_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, FrameType

getframe = sys._getframe

PACKAGES = ("multiprocessing", "concurrent.futures")
PREFIXES = ("multiprocessing.", "concurrent.futures.")
OWN = __name__.partition(".")[0]
"""The top package of the probe, whatever it is called in this process."""
PASS_THROUGH = frozenset({"contextlib", "threading", "functools"})
"""Library modules that call on behalf of the program: a place in them tells nobody anything."""


class Known:
    """A code object met before: places by instruction, or None for code that is passed over.

    Keeping the code alive keeps its ``id`` its own. Hashing a code object would cost more than
    all the rest.
    """

    __slots__ = ("code", "internal", "places")

    def __init__(self, code: "CodeType", internal: bool, places: "dict[int, int] | None") -> None:
        self.code = code
        self.internal = internal
        self.places = places


_known: dict[int, Known] = {}


def is_internal(module: object) -> bool:
    """Whether code of this module is `multiprocessing`'s own (or the probe's)."""
    if not isinstance(module, str):
        return False
    if module in PACKAGES or module.startswith(PREFIXES):
        return True
    return module.partition(".")[0].startswith(OWN)


def _meet(frame: "FrameType") -> Known:
    module = frame.f_globals.get("__name__")
    internal = is_internal(module)
    made = Known(frame.f_code, internal, None if internal or module in PASS_THROUGH else {})
    if len(_known) < MAX_KEPT:
        _known[id(frame.f_code)] = made
    return made


def frame_above(depth: int = 1) -> "FrameType | None":
    """The frame that is `depth` above the caller's; None where C code called (a thread's)."""
    frame: FrameType | None = getframe(1)
    while depth and frame is not None:
        frame = frame.f_back
        depth -= 1
    return frame


def called_internally(depth: int = 1) -> bool:
    """Whether the function that is `depth` frames above the caller is internal."""
    try:
        frame = getframe(depth + 1)
    except ValueError:  # C code called
        return False
    return is_internal_frame(frame)


def is_internal_frame(frame: "FrameType | None") -> bool:
    """Whether this is a frame of `multiprocessing`'s own code; False for none."""
    if frame is None:
        return False
    return (_known.get(id(frame.f_code)) or _meet(frame)).internal


def user_frame(frame: "FrameType | None") -> "FrameType | None":
    """The first frame, from `frame` outwards, of the program's own code."""
    while frame is not None:
        known = _known.get(id(frame.f_code)) or _meet(frame)
        if known.places is not None:
            return frame
        frame = frame.f_back
    return None


def place(depth: int = 1) -> int:
    """The id of the place in the program's own code that led to the caller's caller."""
    try:
        return place_from(getframe(depth + 1))
    except ValueError:  # C code called
        return 0


def place_from(frame: "FrameType | None") -> int:
    """The id of the place in the program's own code that `frame` was called from."""
    while frame is not None:
        code = frame.f_code
        known = _known.get(id(code)) or _meet(frame)
        places = known.places
        if places is not None:
            found = places.get(frame.f_lasti)
            if found is None:
                found = place_of_frame(frame)
                if len(places) < MAX_KEPT:
                    places[frame.f_lasti] = found
            return found
        frame = frame.f_back
    return 0


def place_of_frame(frame: "FrameType | None", with_column: bool = False) -> int:
    """The id of the place where `frame` itself stands; 0 for none."""
    if frame is None:
        return 0
    code = frame.f_code
    column = column_of(frame) if with_column else -1
    return place_of(code.co_filename, frame.f_lineno or 0, code.co_qualname, column)


def column_of(frame: "FrameType") -> int:
    """The 0-based column of the call that `frame` stands at; -1 when it is not known."""
    wanted = frame.f_lasti // 2
    for line, _, column, _ in islice(frame.f_code.co_positions(), wanted, wanted + 1):
        return -1 if column is None or line != frame.f_lineno else column
    return -1


def is_passed_over(frame: "FrameType") -> bool:
    """Whether a place in this frame tells nobody anything: its caller's is meant."""
    return (_known.get(id(frame.f_code)) or _meet(frame)).places is None


_BEFORE_WITH = {11: 53, 12: 53, 13: 2}.get(sys.version_info[1])
"""The instruction that calls ``__enter__``; not ``dis``: importing it would show in the program."""


def entered_once(code: "CodeType") -> bool:
    """Whether one single instruction of this code calls ``__enter__`` methods."""
    return (
        _BEFORE_WITH is not None
        and code.co_code[::2].count(_BEFORE_WITH) == 1
        and "__enter__" not in code.co_names
    )


def creator(skipped: "frozenset[CodeType] | set[CodeType]", depth: int = 1) -> "FrameType | None":
    """The frame that made an object, from inside its constructor; None when that is internal.

    Args:
        skipped: constructors and factories of the object itself.
    """
    frame = frame_above(depth + 1)
    while frame is not None and frame.f_code in skipped:
        frame = frame.f_back
    if frame is None or is_internal(frame.f_globals.get("__name__")):
        return None
    return user_frame(frame)
