"""How a thread came to where it waits: the places of its calls, innermost first.

Told when a wait begins, which is the slow path anyway, and only when it differs from what the
thread told of the same place before. So most waits write nothing.
"""

from ..records import FRAME_SEPARATOR, SEPARATOR, STACK
from .caller import frame_above, user_frame
from .descend import when_forked
from .wrapping import swallow
from .writer import MAX_KEPT, emit, text, thread_index, writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

MOST_FRAMES = 64
"""So many are compared, those of the library included."""
MOST_TOLD = 24

_told: "dict[tuple[int, int], list[object]]" = {}
"""(thread, place of the wait) → code and instruction of each frame, as they were told last."""


def install() -> None:
    """Tell the stacks of this process's waits, and of its forked children's."""
    writer.on_wait = note
    when_forked(_told.clear)


def note(place: int) -> None:
    """A wait begins at `place`, in a frame above that of the caller's caller. Raises nothing."""
    if not place:
        return
    try:
        frame = start = frame_above(2)
        stack: list[object] = []
        count = MOST_FRAMES
        while frame is not None and count:
            stack += (frame.f_code, frame.f_lasti)
            frame = frame.f_back
            count -= 1
        key = (thread_index(), place)
        known = _told.get(key)
        if known == stack:
            return
        if len(_told) > MAX_KEPT:
            _told.clear()
        _told[key] = stack
        frames = _described(start)
        if len(frames) > 1 or known is not None:
            emit(STACK, 0, place, len(frames), text(FRAME_SEPARATOR.join(frames)))
    except Exception as fault:
        swallow(fault)
        return


def _described(frame: "FrameType | None") -> "list[str]":
    """The frames of the program's own code."""
    found: list[str] = []
    frame = user_frame(frame)
    while frame is not None and len(found) < MOST_TOLD:
        code = frame.f_code
        found.append(SEPARATOR.join((code.co_filename, str(frame.f_lineno or 0), code.co_qualname)))
        frame = user_frame(frame.f_back)
    return found
