"""Watches ``multiprocessing``'s shared ctypes objects, and what is pickled to travel.

The lock of a Value or an Array is part of it: whoever holds ``value.get_lock()`` holds the value.
Single reads and writes (``value.value``, ``array[0]``) take that lock too, for an instant: that is
not recorded, unless they have to wait. A write tells when its thread had read before. Of raw
objects only their making can be seen.
"""

import sys

from procession.probe.api import (
    Updates,
    Watch,
    clock,
    cover_entry,
    creator,
    define,
    dress,
    emit,
    frame_above,
    hold_as,
    place,
    place_of_frame,
    records,
    replace,
    shorten,
    swallow,
    text,
    travel_error,
    type_name,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, FrameType, ModuleType
    from typing import Any
    from weakref import WeakKeyDictionary

getframe = sys._getframe
MODULE = "multiprocessing.sharedctypes"
SLOW = 100_000
"""Nanoseconds of pickling that are worth a record."""
MAX_NAMED = 8
_factories: "set[CodeType]" = set()


def install(watch: Watch) -> None:
    """Called once in every observed process."""
    watch.when_imported("multiprocessing.context", _learn_factories)
    watch.when_imported(MODULE, _patch)
    watch.when_imported("multiprocessing.reduction", _patch_pickling)


def _learn_factories(module: "ModuleType") -> None:
    for name in ("Value", "Array", "RawValue", "RawArray"):
        _factories.add(getattr(module.BaseContext, name).__code__)


def _patch(module: "ModuleType") -> None:
    _elements.append(module.weakref.WeakKeyDictionary())
    replace(module, "Value", _around_value)
    replace(module, "Array", _around_array)
    replace(module, "RawValue", _around_raw_value)
    replace(module, "RawArray", _around_raw_array)
    replace(module, "synchronized", _around_synchronized)
    replace(module.SynchronizedBase, "__init__", _around_init)
    replace(module.SynchronizedBase, "__enter__", _around_enter)
    replace(module.SynchronizedBase, "__exit__", _around_exit)
    for made in module.prop_cache.values():
        _name_module(made)
    replace(module, "make_property", _around_make_property)


# --- making --------------------------------------------------------------------------------------


def _around_value(original: "Any") -> "Any":
    def Value(typecode_or_type, *args, lock=True, ctx=None):  # type: ignore[no-untyped-def]
        try:
            try:
                made = original(typecode_or_type, *args, lock=lock, ctx=ctx)
            except BaseException as error:
                shorten(error)
                raise
            _made("Value", made, _is_own(lock))
            return made
        except BaseException as error:
            shorten(error)
            raise

    return Value


def _around_array(original: "Any") -> "Any":
    def Array(typecode_or_type, size_or_initializer, *, lock=True, ctx=None):  # type: ignore[no-untyped-def]
        try:
            try:
                made = original(typecode_or_type, size_or_initializer, lock=lock, ctx=ctx)
            except BaseException as error:
                shorten(error)
                raise
            _made("Array", made, _is_own(lock))
            return made
        except BaseException as error:
            shorten(error)
            raise

    return Array


def _around_raw_value(original: "Any") -> "Any":
    def RawValue(typecode_or_type, *args):  # type: ignore[no-untyped-def]
        try:
            try:
                made = original(typecode_or_type, *args)
            except BaseException as error:
                shorten(error)
                raise
            _made("RawValue", made, False)
            return made
        except BaseException as error:
            shorten(error)
            raise

    return RawValue


def _around_raw_array(original: "Any") -> "Any":
    def RawArray(typecode_or_type, size_or_initializer):  # type: ignore[no-untyped-def]
        try:
            try:
                made = original(typecode_or_type, size_or_initializer)
            except BaseException as error:
                shorten(error)
                raise
            _made("RawArray", made, False)
            return made
        except BaseException as error:
            shorten(error)
            raise

    return RawArray


def _around_synchronized(original: "Any") -> "Any":
    def synchronized(obj, lock=None, ctx=None):  # type: ignore[no-untyped-def]
        try:
            try:
                made = original(obj, lock, ctx)
            except BaseException as error:
                shorten(error)
                raise
            _made("Array" if hasattr(type(obj), "_length_") else "Value", made, lock is None)
            return made
        except BaseException as error:
            shorten(error)
            raise

    return synchronized


def _is_own(lock: object) -> bool:
    """Whether this argument asks for a lock of the object's own."""
    return lock is True or lock is None


def _made(kind: str, made: "Any", own: bool) -> None:
    """Something was made by the caller's caller; with `own`, with a lock that is part of it."""
    try:
        frame = creator(_factories, depth=2)
        if frame is None:
            return
        raw = made.__dict__.get("_obj", made) if hasattr(made, "__dict__") else made
        details: dict[str, object] = {
            "type": type_name(raw),
            "size": sys.modules["_ctypes"].sizeof(raw),
        }
        lock = made.__dict__.get("_lock") if raw is not made else None
        if raw is made and not kind.startswith("Raw"):
            details["lock"] = "no"
        where = place_of_frame(frame, with_column=True)
        name = lock._semlock.name if own and lock is not None else ""
        key = f"sem:{name}" if name else ""
        known = define(kind, key, where, made_here=True, **details)
        if own and lock is not None:
            hold_as(lock, kind, key, known)
    except Exception as fault:
        swallow(fault)
        return


# --- reading and writing -------------------------------------------------------------------------


def _around_make_property(original: "Any") -> "Any":
    def make_property(name):  # type: ignore[no-untyped-def]
        try:
            made = original(name)
            _name_module(made)
            return made
        except BaseException as error:
            shorten(error)
            raise

    return make_property


def _name_module(made: "Any") -> None:
    """Let the functions of a property, made from text, say whose code they are."""
    made.fget.__globals__.setdefault("__name__", MODULE)


def _around_init(original: "Any") -> "Any":
    def __init__(self, obj, lock=None, ctx=None):  # type: ignore[no-untyped-def]  # noqa: N807
        try:
            try:
                original(self, obj, lock, ctx)
            except BaseException as error:
                shorten(error)
                raise
            lock = self._lock
            if hasattr(lock, "_semlock") and hasattr(lock, "_procession"):
                self.acquire, self.release = _methods(lock)
        except BaseException as error:
            shorten(error)
            raise

    return __init__


def _of_the_module(frame: "FrameType") -> bool:
    """Whether this is code of the module itself: a single read or write."""
    return frame.f_globals.get("__name__") == MODULE


def _methods(lock: "Any") -> "tuple[Any, Any]":
    """``acquire`` and ``release`` of an object: the lock's own, or those of a single access."""
    semlock = lock._semlock
    updates = Updates()

    def acquire(*args, **kwargs):  # type: ignore[no-untyped-def]
        try:
            known = lock._procession
            if known is None or not _of_the_module(getframe(1)):
                try:
                    return lock.acquire(*args, **kwargs)
                except BaseException as error:
                    shorten(error)
                    raise
            if semlock.acquire(False):
                return True
            emit(records.WAIT_KEPT, known.object, place(1), -1, text("access"))
            try:
                got = semlock.acquire()
            except BaseException as error:
                emit(records.WAKE, known.object, value=records.WOKE_ERROR)
                shorten(error)
                raise
            emit(records.WAKE, known.object)
            return got
        except BaseException as error:
            shorten(error)
            raise

    def release(*args):  # type: ignore[no-untyped-def]
        try:
            caller = getframe(1)
            if _of_the_module(caller):
                if lock._procession is not None:
                    _accessed(lock._procession, updates, caller)
                return semlock.release()
            return lock.release(*args)
        except BaseException as error:
            shorten(error)
            raise

    for made, plain in ((acquire, semlock.acquire), (release, semlock.release)):
        made.__qualname__ = made.__name__
        made.__wrapped__ = plain  # type: ignore[attr-defined]
        cover_entry(made)
    return acquire, release


_accesses: "dict[int, tuple[bool, int, CodeType]]" = {}
"""Id of the code of a property's function → whether it writes, a number for the property, and the
code: hashing that would cost more than all the rest."""


def _accessed(known: "Any", updates: Updates, accessor: "FrameType") -> None:
    """A property of an object (``value.value``) was read or written, its lock is still held."""
    # What raised has not written, and the same place is passed.
    if sys.exc_info()[0] is not None:
        return
    code = accessor.f_code
    access = _accesses.get(id(code))
    if access is None:
        name = code.co_name
        access = _accesses[id(code)] = (name.startswith("set"), _number_of(name[3:]), code)
    if access[0]:
        updates.wrote(known.object, access[1], accessor)
    else:
        updates.read(access[1], accessor)


def _number_of(field: str) -> int:
    """A number for a field, the same in every process."""
    number = 0
    for letter in "" if field == "value" else field:
        number = number * 31 + ord(letter) & 0x3FFFFF
    return number


def _element(known: "Any", shared: "Any", accessor: "FrameType") -> None:
    """An element of an array was read or written, its lock is still held."""
    name = accessor.f_code.co_name
    if name not in ("__getitem__", "__setitem__"):
        return
    index = accessor.f_locals.get("i")
    if type(index) is not int:
        return
    index += len(shared._obj) if index < 0 else 0
    updates = _elements[0].get(known)
    if updates is None:
        updates = _elements[0][known] = Updates()
    if name == "__setitem__":
        updates.wrote(known.object, index, accessor)
    else:
        updates.read(index, accessor)


_elements: "list[WeakKeyDictionary[Any, Updates]]" = []
"""What is known of arrays' locks → what was read of their elements; once there is such a thing."""


class _Bare:
    """Stands for a shared object, its lock, and what the lock does its work with."""

    _procession = None

    def __init__(self, **attributes: object) -> None:
        self.__dict__.update(attributes)


def _bare(lock: "Any") -> _Bare:
    """An object whose ``__enter__`` waits for `lock` by the same steps, and records nothing."""
    bare = _Bare(_semlock=lock._semlock)
    return _Bare(_lock=_Bare(__enter__=type(lock).__enter__.__get__(bare)))


def _watched(lock: "Any", caller: "FrameType | None") -> "Any":
    """What is known of a lock that is taken for a single read or write; else None."""
    if caller is None or caller.f_globals.get("__name__") != MODULE:
        return None
    if not hasattr(lock, "_semlock"):
        return None
    return getattr(lock, "_procession", None)


def _around_enter(original: "Any") -> "Any":
    def __enter__(self):  # type: ignore[no-untyped-def]  # noqa: N807
        try:
            lock = self._lock
            known = _watched(lock, frame_above())
            try:
                if known is None:
                    return original(self)
                if lock._semlock.acquire(False):
                    return True
                emit(records.WAIT_KEPT, known.object, place(1), -1, text("access"))
                got = original(_bare(lock))
            except BaseException as error:
                if known is not None:
                    emit(records.WAKE, known.object, value=records.WOKE_ERROR)
                shorten(error)
                raise
            emit(records.WAKE, known.object)
            return got
        except BaseException as error:
            shorten(error)
            raise

    return __enter__


def _around_exit(original: "Any") -> "Any":
    def __exit__(self, *args):  # type: ignore[no-untyped-def]  # noqa: N807
        try:
            lock = self._lock
            known = _watched(lock, frame_above())
            try:
                if known is not None:
                    if args[:1] == (None,):
                        _element(known, self, getframe(1))
                    return lock._semlock.__exit__(*args)
                return original(self, *args)
            except BaseException as error:
                shorten(error)
                raise
        except BaseException as error:
            shorten(error)
            raise

    return __exit__


# --- pickling ------------------------------------------------------------------------------------


def _patch_pickling(module: "ModuleType") -> None:
    pickler = module.ForkingPickler
    plain = vars(pickler)["dumps"].__func__
    pickler.dumps = classmethod(dress(_around_dumps(plain), plain))
    replace(module, "dump", _around_dump)


def _around_dumps(original: "Any") -> "Any":
    def dumps(cls, obj, protocol=None):  # type: ignore[no-untyped-def]
        try:
            begun = clock()
            try:
                data = original(cls, obj, protocol)
            except BaseException as error:
                shorten(error)
                raise
            took = clock() - begun
            if took >= SLOW:
                what = f"{type_name(obj)}{records.SEPARATOR}{len(data)}"
                emit(records.PICKLED, 0, place(1), took, text(what))
            return data
        except BaseException as error:
            shorten(error)
            raise

    return dumps


def _around_dump(original: "Any") -> "Any":
    # Of a process that is about to start elsewhere: what it will do, and with which arguments.
    def dump(obj, file, protocol=None):  # type: ignore[no-untyped-def]
        try:
            is_process = hasattr(type(obj), "_bootstrap")
            before, begun = _position(file), clock()
            try:
                original(obj, file, protocol)
            except BaseException as error:
                if is_process:
                    what = f"start{records.SEPARATOR}{travel_error(error)}"
                    emit(records.FAILED, 0, place(1), aux=text(what))
                shorten(error)
                raise
            if is_process:
                took, size = clock() - begun, _position(file) - before
                what = f"{_arguments(obj)}{records.SEPARATOR}{size}"
                emit(records.PICKLED, 0, place(1), took, text(what))
        except BaseException as error:
            shorten(error)
            raise

    return dump


def _position(file: "Any") -> int:
    try:
        return file.tell()  # type: ignore[no-any-return]
    except Exception as fault:
        swallow(fault)
        return 0


def _arguments(process: "Any") -> str:
    """The types of a process's arguments."""
    try:
        passed = [*process._args, *process._kwargs.values()]
        return ", ".join(map(type_name, passed[:MAX_NAMED])) + (", …" * (len(passed) > MAX_NAMED))
    except Exception as fault:
        swallow(fault)
        return ""
