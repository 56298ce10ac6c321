"""Watches ``multiprocessing.Manager`` and other managers: calls through proxies.

Every call of a proxy's method goes to the server process and waits for its answer there and
then. The manager is a primitive, and so is every object that it was asked for.
"""

import sys
from _weakref import ref

from procession.probe.api import (
    Watch,
    creator,
    define,
    describe_error,
    emit,
    frame_above,
    is_internal,
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
    from types import CodeType, FrameType, ModuleType
    from typing import Any

_MODULE = "multiprocessing.managers"
_UNLISTED = ("Iterator", "AsyncResult")
"""Types of what proxies' methods return: no objects that the program asked the manager for."""
_codes: "set[CodeType]" = set()


def install(watch: Watch) -> None:
    """Called once in every observed process."""
    watch.when_imported("multiprocessing.context", _learn_factory)
    watch.when_imported(_MODULE, _patch)


def _learn_factory(module: "ModuleType") -> None:
    _codes.add(module.BaseContext.Manager.__code__)


def _patch(module: "ModuleType") -> None:
    manager, proxy = module.BaseManager, module.BaseProxy
    _codes.add(manager.__init__.__code__)
    shared_memory = getattr(module, "SharedMemoryManager", None)
    if shared_memory is not None:
        _codes.add(shared_memory.__init__.__code__)
    replace(manager, "__init__", _around_init)
    replace(manager, "connect", _around_connect)
    replace(manager, "_create", _around_create)
    replace(proxy, "__init__", _around_proxy)
    replace(proxy, "_callmethod", _around_callmethod)


class Shared:
    """What is known, in one process, of an object in a server."""

    __slots__ = ("__weakref__", "details", "key", "known")

    def __init__(self, key: str, known: int, **details: object) -> None:
        self.key = key
        self.known = known
        self.details = details

    @property
    def object(self) -> int:
        """Its id here; one that arrived from another process gets it at its first use."""
        if not self.known:
            self.known = define("Manager", self.key, 0, False, **self.details)
        return self.known


_alive: "dict[str, ref[Shared]]" = {}
"""Key → an object that this process has a proxy of: a server gives numbers again."""


# --- the manager -------------------------------------------------------------------------------


def _around_init(original: "Any") -> "Any":
    def __init__(  # type: ignore[no-untyped-def]  # noqa: N807
        self,
        address=None,
        authkey=None,
        serializer="pickle",
        ctx=None,
        *,
        shutdown_timeout=1.0,
    ):
        try:
            try:
                original(self, address, authkey, serializer, ctx, shutdown_timeout=shutdown_timeout)
            except BaseException as error:
                shorten(error)
                raise
            self._procession = None
            try:
                frame = creator(_codes, depth=1)
                if frame is not None:
                    where = place_of_frame(frame, with_column=True)
                    known = define("Manager", "", where, True, typeid=type(self).__name__)
                    self._procession = Shared("", known)
            except Exception as fault:
                swallow(fault)
                return
        except BaseException as error:
            shorten(error)
            raise

    return __init__


def _around_connect(original: "Any") -> "Any":
    def connect(self):  # type: ignore[no-untyped-def]
        try:
            shared = self.__dict__.get("_procession")
            if shared is not None:
                emit(records.WAIT_EXPECTED, shared.object, place(1), -1, text("connect"))
            try:
                original(self)
            except BaseException as error:
                if shared is not None:
                    _tell(shared, "connect", error, place(1))
                shorten(error)
                raise
            if shared is not None:
                _tell(shared, "connect", None, place(1))
        except BaseException as error:
            shorten(error)
            raise

    return connect


def _around_create(original: "Any") -> "Any":
    def _create(self, typeid, /, *args, **kwds):  # type: ignore[no-untyped-def]
        try:
            shared = self.__dict__.get("_procession")
            verb = str(typeid) if type(typeid) is str else "create"
            if shared is not None:
                emit(records.WAIT_EXPECTED, shared.object, place(1), -1, text(verb))
            try:
                made = original(self, typeid, *args, **kwds)
            except BaseException as error:
                if shared is not None:
                    _tell(shared, verb, error, place(1))
                shorten(error)
                raise
            if shared is not None:
                _tell(shared, verb, None, place(1))
            return made
        except BaseException as error:
            shorten(error)
            raise

    return _create


def _tell(shared: Shared, verb: str, error: "BaseException | None", where: int) -> None:
    """A call was answered."""
    if error is None:
        emit(records.CALL, shared.object, where, aux=text(verb))
    else:
        what = f"{verb}{records.SEPARATOR}{describe_error(error)}"
        emit(records.FAILED, shared.object, where, aux=text(what))


# --- proxies -----------------------------------------------------------------------------------


def _in_server() -> bool:
    """Whether this process is a manager's server, which has proxies of its own objects."""
    process = sys.modules["multiprocessing.process"]
    return getattr(process._current_process, "_manager_server", None) is not None


def _around_proxy(original: "Any") -> "Any":
    def __init__(  # type: ignore[no-untyped-def]  # noqa: N807
        self,
        token,
        serializer,
        manager=None,
        authkey=None,
        exposed=None,
        incref=True,
        manager_owned=False,
    ):
        try:
            try:
                original(self, token, serializer, manager, authkey, exposed, incref, manager_owned)
            except BaseException as error:
                shorten(error)
                raise
            try:
                shared = None
                if not manager_owned and token.typeid not in _UNLISTED and not _in_server():
                    shared = _shared(token, manager, sys._getframe(1))
                object.__setattr__(self, "_procession", shared)
            except Exception as fault:
                swallow(fault)
                return
        except BaseException as error:
            shorten(error)
            raise

    return __init__


def _shared(token: "Any", manager: "Any", frame: "FrameType | None") -> Shared:
    """The object that a new proxy stands for: asked for here, or arrived here."""
    key = f"manager:{token.address!r}:{token.id}"
    alive = _alive.get(key)
    shared = alive() if alive is not None else None
    if shared is None:
        made_by = _asked_by(frame)
        shared = Shared(key, 0, typeid=str(token.typeid))
        if made_by is not None:
            # A server that runs elsewhere may have had the object for long.
            own = manager is not None and manager.__dict__.get("_process") is not None
            where = place_of_frame(made_by, with_column=True)
            shared.known = define("Manager", key, where, own, **shared.details)
        _alive[key] = ref(shared)
    return shared


def _asked_by(frame: "FrameType | None") -> "FrameType | None":
    """The program's frame that called a manager's method like ``dict()``, if one did."""
    asked = False
    while frame is not None:
        module = frame.f_globals.get("__name__")
        if module == _MODULE:
            name = frame.f_code.co_name
            if name == "RebuildProxy":
                return None
            asked = asked or name in ("temp", "_callmethod")
        elif asked and not is_internal(module):
            return frame
        frame = frame.f_back
    return None


def _around_callmethod(original: "Any") -> "Any":
    def _callmethod(self, methodname, args=(), kwds={}):  # type: ignore[no-untyped-def]  # noqa: B006
        try:
            shared = object.__getattribute__(self, "__dict__").get("_procession")
            if shared is None:
                try:
                    return original(self, methodname, args, kwds)
                except BaseException as error:
                    shorten(error)
                    raise
            verb = methodname if type(methodname) is str else "call"
            # Methods of proxies are made from text, in a module without a name.
            caller = frame_above()
            made = caller is not None and "__name__" not in caller.f_globals
            where = place(2) if made else place(1)
            emit(records.WAIT_EXPECTED, shared.object, where, -1, text(verb))
            try:
                value = original(self, methodname, args, kwds)
            except BaseException as error:
                _tell(shared, verb, error, where)
                shorten(error)
                raise
            _tell(shared, verb, None, where)
            return value
        except BaseException as error:
            shorten(error)
            raise

    return _callmethod
