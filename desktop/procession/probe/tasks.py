"""Tasks handed to workers, as pools and executors have them: numbers, names, errors, owners."""

from ..records import BEGIN, DONE, ITEMS, SENT, SEPARATOR
from .lifecycle import describe_error
from .writer import define, emit, text, writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Tasks:
    """What is known, in one process, of who hands the tasks out."""

    __slots__ = ("key", "kind", "known", "unsent")

    def __init__(self, kind: str, key: str) -> None:
        self.kind = kind
        self.key = key
        self.known = 0
        self.unsent: dict[int, int] = {}
        """Number of a task that was asked for and not sent yet → how many items it carries."""

    @property
    def object(self) -> int:
        """Its id here; one that arrived from another process gets it at its first use."""
        if not self.known:
            self.known = define(self.kind, self.key, 0, made_here=False)
        return self.known

    def reserve(self) -> None:
        """Take an id that forked children will know too; nothing is told of the object yet."""
        self.known = writer.next_id()

    def sent(self, number: int, function: str, items: int) -> None:
        """A task goes out to the workers."""
        emit(SENT, self.object, 0, number, text(function))
        if items != 1:
            emit(ITEMS, self.object, 0, number, items)

    def begun(self, number: int, function: str) -> None:
        """This worker took a task."""
        emit(BEGIN, self.object, 0, number, text(function))

    def done(self, number: int, error: str) -> None:
        """This worker finished a task; `error` is empty when it went well."""
        emit(DONE, self.object, 0, number, text(error))


def task_number(job: int, index: int = 0) -> int:
    """The value that stands for a task in records."""
    return (job & 0x7FFFFFFF) << 32 | index & 0xFFFFFFFF


def name_of(function: object) -> str:
    """The name of a callable, asking only objects whose attributes run no code of the program."""
    kind = type(function).__name__
    if kind in ("function", "builtin_function_or_method", "type"):
        return str(getattr(function, "__qualname__", kind))
    if kind == "method":
        return name_of(getattr(function, "__func__", None))
    if kind == "partial":
        return name_of(getattr(function, "func", None))
    return type(function).__qualname__


_WRAPPED = ("ExceptionWithTraceback", "_ExceptionWithTraceback")
_REMOTE = ("RemoteTraceback", "_RemoteTraceback")


def failure(value: "Any") -> str:
    """The error of a task, with ``file:line`` of the line that raised it where that is told."""
    kind = type(value).__name__
    if kind in _WRAPPED:
        return _with_place(value.exc, value.tb)
    if not isinstance(value, BaseException):
        return kind
    cause = value.__cause__
    if type(cause).__name__ in _REMOTE:
        return _with_place(value, getattr(cause, "tb", ""))
    traceback = value.__traceback__
    if traceback is None:
        return describe_error(value)
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    where = f"{traceback.tb_frame.f_code.co_filename}:{traceback.tb_lineno}"
    return describe_error(value) + SEPARATOR + where


def _with_place(error: object, traceback: object) -> str:
    described = describe_error(error if isinstance(error, BaseException) else None)
    if isinstance(traceback, str):
        for line in reversed(traceback.splitlines()):
            file, quote, rest = line.strip().removeprefix('File "').partition('", line ')
            if quote:
                return described + SEPARATOR + file + ":" + rest.partition(",")[0]
    return described
