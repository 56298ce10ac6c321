"""Watches ``multiprocessing.shared_memory``: who makes, attaches, closes and unlinks a block.

A block is known by its name. One that arrived by pickling is attached without the program's doing:
it shows when it is used. The block of a ShareableList is part of the list. What is read and
written is not seen: there is nothing to call.
"""

from procession.probe.api import (
    Watch,
    called_internally,
    creator,
    define,
    describe_error,
    emit,
    frame_above,
    place,
    place_of_frame,
    records,
    replace,
    shorten,
    swallow,
    text,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, ModuleType
    from typing import Any

_makers: "set[CodeType]" = set()
_managers: "set[CodeType]" = set()
_dying: "set[CodeType]" = set()


class Block:
    """What is known of one object in one process."""

    __slots__ = ("key", "kind", "known")

    def __init__(self, kind: str, key: str, known: int) -> None:
        self.kind = kind
        self.key = key
        self.known = known

    @property
    def object(self) -> int:
        """Its id here; one that arrived from another process gets it at its first use."""
        if not self.known:
            self.known = define(self.kind, self.key, 0, made_here=False)
        return self.known


def install(watch: Watch) -> None:
    """Called once in every observed process."""
    watch.when_imported("multiprocessing.shared_memory", _patch)
    watch.when_imported("multiprocessing.managers", _learn_manager)


def _learn_manager(module: "ModuleType") -> None:
    # Their methods of these names make one for whoever calls them.
    manager = getattr(module, "SharedMemoryManager", None)
    for name in ("SharedMemory", "ShareableList"):
        method = getattr(manager, name, None)
        if method is not None:
            _managers.add(method.__code__)


def _patch(module: "ModuleType") -> None:
    memory, shared_list = module.SharedMemory, module.ShareableList
    _makers.update((memory.__init__.__code__, shared_list.__init__.__code__))
    _dying.add(memory.__del__.__code__)
    with_track = "track" in (memory.__init__.__kwdefaults__ or ())
    replace(memory, "__init__", _around_init_with_track if with_track else _around_init)
    replace(memory, "close", _around_close)
    replace(memory, "unlink", _around_unlink)
    replace(shared_list, "__init__", _around_list)


def _around_init(original: "Any") -> "Any":
    def __init__(self, name=None, create=False, size=0):  # type: ignore[no-untyped-def]  # noqa: N807
        try:
            try:
                original(self, name, create, size)
            except BaseException as error:
                _not_made(create, error)
                shorten(error)
                raise
            _made(self, "SharedMemory", self, bool(create))
        except BaseException as error:
            shorten(error)
            raise

    return __init__


def _around_init_with_track(original: "Any") -> "Any":
    def __init__(self, name=None, create=False, size=0, *, track=True):  # type: ignore[no-untyped-def]  # noqa: N807
        try:
            try:
                original(self, name, create, size, track=track)
            except BaseException as error:
                _not_made(create, error)
                shorten(error)
                raise
            _made(self, "SharedMemory", self, bool(create))
        except BaseException as error:
            shorten(error)
            raise

    return __init__


def _around_list(original: "Any") -> "Any":
    def __init__(self, sequence=None, *, name=None):  # type: ignore[no-untyped-def]  # noqa: N807
        try:
            try:
                original(self, sequence, name=name)
            except BaseException as error:
                shorten(error)
                raise
            try:
                made = name is None or sequence is not None
                _made(self, "ShareableList", self.shm, made, items=self._list_len)
            except Exception as fault:
                swallow(fault)
                return
        except BaseException as error:
            shorten(error)
            raise

    return __init__


def _made(made: "Any", kind: str, memory: "Any", create: bool, **details: object) -> None:
    """A block was made or attached by the caller's caller."""
    try:
        key = f"shm:{memory._name}"
        # What arrives by pickling shows at its first use.
        memory._procession = made._procession = Block(kind, key, 0)
        frame = creator(_managers, depth=2)
        if frame is None:
            return
        where = place_of_frame(frame, with_column=True)
        size = {"size": memory._size, "name": memory.name}
        if _by_manager():
            size["manager"] = "yes"
        known = define(kind, key, where, create, **size, **details)
        memory._procession.known = known
        if not create:
            emit(records.CALL, known, where, aux=text("attach"))
    except Exception as fault:
        swallow(fault)
        return


def _by_manager() -> bool:
    """Whether a manager makes the block, which will unlink it, too."""
    frame = frame_above(3)
    while frame is not None and frame.f_code in _makers:
        frame = frame.f_back
    return frame is not None and frame.f_code in _managers


def _not_made(create: object, error: BaseException) -> None:
    frame = creator(_managers | _makers, depth=2)
    if frame is not None:
        _failed(0, place_of_frame(frame), "create" if create else "attach", error)


def _failed(known: int, where: int, verb: str, error: BaseException) -> None:
    what = f"{verb}{records.SEPARATOR}{describe_error(error)}"
    emit(records.FAILED, known, where, aux=text(what))


def _block_of(memory: "Any") -> "Block | None":
    """What is known of a block that the program, not the library, does something with."""
    known = memory.__dict__.get("_procession")
    # When the interpreter ends, modules no longer know their names.
    if not isinstance(known, Block):
        return None
    caller = frame_above(2)
    if (caller is not None and caller.f_code in _dying) or called_internally(2):
        return None
    return known


def _around_close(original: "Any") -> "Any":
    def close(self):  # type: ignore[no-untyped-def]
        try:
            block = _block_of(self)
            try:
                original(self)
            except BaseException as error:
                if block is not None:
                    _failed(block.object, place(1), "close", error)
                shorten(error)
                raise
            if block is not None:
                emit(records.CALL, block.object, place(1), aux=text("close"))
        except BaseException as error:
            shorten(error)
            raise

    return close


def _around_unlink(original: "Any") -> "Any":
    def unlink(self):  # type: ignore[no-untyped-def]
        try:
            block = _block_of(self)
            where = 0
            if block is not None:
                where = place(1)
                # Before the call: from then on nobody finds the block by its name.
                emit(records.CALL, block.object, where, aux=text("unlink"))
            try:
                original(self)
            except BaseException as error:
                if block is not None:
                    emit(records.UNCALL, block.object, where, aux=text("unlink"))
                    _failed(block.object, where, "unlink", error)
                shorten(error)
                raise
        except BaseException as error:
            shorten(error)
            raise

    return unlink
