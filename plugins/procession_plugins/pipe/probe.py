"""Watches ``multiprocessing.Pipe`` and connections: every message, and who waits for one.

A pipe is one primitive, whichever of its ends is used. An end that a process did not make itself
is known by the file it leads to, at its first use. Connections that `multiprocessing` makes or
uses for its own ends are not watched.
"""

import os
import sys

from procession.probe.api import (
    CLIENT,
    SERVER,
    End,
    Watch,
    called_internally,
    client_key,
    creator,
    define,
    describe,
    emit,
    identity,
    is_internal,
    is_ready,
    nanoseconds,
    note_end,
    observe_messages,
    outer_ends,
    place,
    place_of_frame,
    plain_methods,
    records,
    replace,
    server_key,
    shorten,
    shown,
    swallow,
    text,
    travel_error,
    type_name,
    watch_end,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, ModuleType
    from typing import Any

KIND = "Pipe"
READING, WRITING = 1, 2
"""The value of a CALL of ``close`` on a pipe of one direction, whose ends are one file."""
NEW = object()
"""Stands for what nothing is known of yet."""
_factories: "set[CodeType]" = set()
_leaving: "list[CodeType]" = []


def install(watch: Watch) -> None:
    """Called once in every observed process."""
    observe_messages(watch)
    watch.when_imported("multiprocessing.context", _learn_factory)
    watch.when_imported("multiprocessing.connection", _patch)


def _learn_factory(module: "ModuleType") -> None:
    _factories.add(module.BaseContext.Pipe.__code__)


def _patch(module: "ModuleType") -> None:
    base = module._ConnectionBase
    _leaving.append(base.__exit__.__code__)
    for name, make in (
        ("send", _around_send),
        ("send_bytes", _around_send_bytes),
        ("recv", _around_recv),
        ("recv_bytes", _around_recv_bytes),
        ("recv_bytes_into", _around_recv_bytes_into),
        ("poll", _around_poll),
        ("close", _around_close),
    ):
        plain_methods[name] = vars(base)[name]
        replace(base, name, make)
    replace(module, "Pipe", _around_pipe)
    replace(module, "wait", _around_wait)
    replace(module, "Client", _around_client)
    replace(module.Listener, "accept", _around_accept)
    replace(module, "SocketClient", _around_socket_client)
    replace(module.SocketListener, "__init__", _around_socket_listener)
    replace(module.SocketListener, "accept", _around_socket_accept)


# --- making and meeting --------------------------------------------------------------------------


def _around_pipe(original: "Any") -> "Any":
    def Pipe(duplex=True):  # type: ignore[no-untyped-def]
        try:
            try:
                ends = original(duplex)
            except BaseException as error:
                shorten(error)
                raise
            try:
                frame = creator(_factories, depth=1)
                if frame is None:
                    note_end(ends[0], None)
                    note_end(ends[1], None)
                else:
                    _make(ends, place_of_frame(frame, with_column=True), bool(duplex))
            except Exception as fault:
                swallow(fault)
                return ends
            return ends
        except BaseException as error:
            shorten(error)
            raise

    return Pipe


def _make(ends: "Any", where: int, duplex: bool) -> None:
    known = 0
    for connection in ends:
        fd = connection._handle
        key, number = identity(fd)
        details = {"duplex": "yes" if duplex else "no"}
        if not known:
            known = define(KIND, key, where, made_here=True, **details)
        elif number:
            describe(known, KIND, key, where, True, **details)
        watch_end(connection, End(KIND, key, known, number, fd))


def _end_of(connection: "Any") -> "End | None":
    """The end that a connection is, None when it is internal."""
    end = outer_ends.get(id(connection), NEW)
    return _meet(connection) if end is NEW else end  # type: ignore[return-value]


def _meet(connection: "Any") -> "End | None":
    """A connection that came from elsewhere is used for the first time."""
    try:
        caller = sys._getframe(3)
        if caller.f_code in _leaving and caller.f_back is not None:
            caller = caller.f_back
        fd = connection._handle
        note_end(connection, None)
        if fd is None or is_internal(caller.f_globals.get("__name__")):
            return None
        key, number = identity(fd)
        end = End(KIND, key, 0, number, fd)
        watch_end(connection, end)
        return end
    except Exception as fault:
        swallow(fault)
        return None


# --- messages ------------------------------------------------------------------------------------


def _around_send(original: "Any") -> "Any":
    def send(self, obj):  # type: ignore[no-untyped-def]
        try:
            end = _end_of(self)
            where = 0
            if end is not None:
                where = place(1)
                emit(records.PUT, end.object, where, end.number, text(type_name(obj)))
            try:
                return original(self, obj)
            except BaseException as error:
                if end is not None:
                    emit(records.DROPPED, end.object, where, end.number, text(travel_error(error)))
                shorten(error)
                raise
        except BaseException as error:
            shorten(error)
            raise

    return send


def _around_send_bytes(original: "Any") -> "Any":
    def send_bytes(self, buf, offset=0, size=None):  # type: ignore[no-untyped-def]
        try:
            end = _end_of(self)
            where = 0
            if end is not None:
                where = place(1)
                emit(records.PUT, end.object, where, end.number, text(type_name(buf)))
            try:
                return original(self, buf, offset, size)
            except BaseException as error:
                if end is not None:
                    emit(records.DROPPED, end.object, where, end.number, text(travel_error(error)))
                shorten(error)
                raise
        except BaseException as error:
            shorten(error)
            raise

    return send_bytes


def _await(connection: "Any", end: End, verb: str, where: int, timeout: int = -1) -> bool:
    """Record that a thread will wait for a message, when it will."""
    if connection._handle is None or not connection._readable or is_ready(end.reading):
        return False
    emit(records.WAIT_IO, end.object, where, timeout, text(verb))
    return True


def _around_recv(original: "Any") -> "Any":
    def recv(self):  # type: ignore[no-untyped-def]
        try:
            end = _end_of(self)
            where = 0
            if end is not None:
                where = place(1)
                _await(self, end, "recv", where)
            try:
                message = original(self)
            except BaseException as error:
                if end is not None:
                    end.failed("recv", error, where)
                shorten(error)
                raise
            if end is not None:
                end.taken.clear()
            return message
        except BaseException as error:
            shorten(error)
            raise

    return recv


def _around_recv_bytes(original: "Any") -> "Any":
    def recv_bytes(self, maxlength=None):  # type: ignore[no-untyped-def]
        try:
            end = _end_of(self)
            where = 0
            if end is not None:
                where = place(1)
                _await(self, end, "recv", where)
            try:
                message = original(self, maxlength)
            except BaseException as error:
                if end is not None:
                    end.failed("recv_bytes", error, where)
                shorten(error)
                raise
            if end is not None:
                end.taken.clear()
            return message
        except BaseException as error:
            shorten(error)
            raise

    return recv_bytes


def _around_recv_bytes_into(original: "Any") -> "Any":
    def recv_bytes_into(self, buf, offset=0):  # type: ignore[no-untyped-def]
        try:
            end = _end_of(self)
            where = 0
            if end is not None:
                where = place(1)
                _await(self, end, "recv", where)
            try:
                size = original(self, buf, offset)
            except BaseException as error:
                if end is not None:
                    end.failed("recv_bytes_into", error, where)
                shorten(error)
                raise
            if end is not None:
                end.taken.clear()
            return size
        except BaseException as error:
            shorten(error)
            raise

    return recv_bytes_into


def _around_poll(original: "Any") -> "Any":
    def poll(self, timeout=0.0):  # type: ignore[no-untyped-def]
        try:
            end = _end_of(self)
            waits = False
            if end is not None and _may_wait(timeout):
                waits = _await(self, end, "poll", place(1), nanoseconds(timeout))
            try:
                found = original(self, timeout)
            except BaseException as error:
                if waits and end is not None:
                    emit(records.WAKE, end.object, value=records.WOKE_ERROR)
                shorten(error)
                raise
            if waits and end is not None:
                outcome = records.WOKE_OK if found else records.WOKE_TIMEOUT
                emit(records.WAKE, end.object, value=outcome)
            return found
        except BaseException as error:
            shorten(error)
            raise

    return poll


def _may_wait(timeout: object) -> bool:
    return timeout is None or (type(timeout) in (int, float) and timeout > 0)  # type: ignore[operator]


def _around_close(original: "Any") -> "Any":
    def close(self):  # type: ignore[no-untyped-def]
        try:
            end = _end_of(self) if self._handle is not None else None
            where = which = 0
            if end is not None:
                where = place(1)
                # Before the call: who reads at the other end may find that this was the last.
                which = end.number or (READING if self._readable else WRITING)
                emit(records.CALL, end.object, where, which, text("close"))
            try:
                return original(self)
            except BaseException as error:
                if end is not None:
                    emit(records.UNCALL, end.object, where, which, text("close"))
                    what = f"close{records.SEPARATOR}{travel_error(error)}"
                    emit(records.FAILED, end.object, where, aux=text(what))
                shorten(error)
                raise
        except BaseException as error:
            shorten(error)
            raise

    return close


def _around_wait(original: "Any") -> "Any":
    def wait(object_list, timeout=None):  # type: ignore[no-untyped-def]
        try:
            waits = _may_wait(timeout) and not called_internally(1)
            known = 0
            if waits:
                known = _only(object_list)
                limit = nanoseconds(timeout) if known else -1
                emit(records.WAIT_EXPECTED, known, place(1), limit, text("wait"))
            try:
                ready = original(object_list, timeout)
            except BaseException as error:
                if waits:
                    emit(records.WAKE, known, value=records.WOKE_ERROR)
                shorten(error)
                raise
            if waits:
                outcome = records.WOKE_OK if ready else records.WOKE_TIMEOUT
                emit(records.WAKE, known, value=outcome)
            return ready
        except BaseException as error:
            shorten(error)
            raise

    return wait


def _only(objects: object) -> int:
    """The primitive that is waited for, when it is just one and no iterator would be used up."""
    try:
        if type(objects) in (list, tuple) and len(objects) == 1:  # type: ignore[arg-type]
            end = outer_ends.get(id(objects[0]))  # type: ignore[index]
            return end.object if end is not None else 0
    except Exception as fault:
        swallow(fault)
        return 0
    return 0


# --- listeners and clients -----------------------------------------------------------------------


_new_keys: "dict[int, str]" = {}
"""Descriptor → key of a connection just made, whose maker may still refuse it."""


def _keep_key(connection: "Any", key: str) -> None:
    _new_keys[connection._handle] = key


def _around_socket_listener(original: "Any") -> "Any":
    def __init__(self, address, family, backlog=1):  # type: ignore[no-untyped-def]  # noqa: N807
        try:
            try:
                original(self, address, family, backlog)
            except BaseException as error:
                shorten(error)
                raise
            # Connections are counted where all of them are accepted.
            self._procession = (os.getpid(), {})
        except BaseException as error:
            shorten(error)
            raise

    return __init__


def _around_socket_accept(original: "Any") -> "Any":
    def accept(self):  # type: ignore[no-untyped-def]
        try:
            try:
                connection = original(self)
            except BaseException as error:
                shorten(error)
                raise
            try:
                pid, accepted = self._procession
                key = server_key(connection._handle, accepted) if pid == os.getpid() else ""
                _keep_key(connection, key)
            except Exception as fault:
                swallow(fault)
                return connection
            return connection
        except BaseException as error:
            shorten(error)
            raise

    return accept


def _around_socket_client(original: "Any") -> "Any":
    def SocketClient(address):  # type: ignore[no-untyped-def]
        try:
            try:
                connection = original(address)
            except BaseException as error:
                shorten(error)
                raise
            try:
                _keep_key(connection, client_key(connection._handle))
            except Exception as fault:
                swallow(fault)
                return connection
            return connection
        except BaseException as error:
            shorten(error)
            raise

    return SocketClient


def _around_accept(original: "Any") -> "Any":
    def accept(self):  # type: ignore[no-untyped-def]
        try:
            internal = called_internally(1)
            where = 0
            if not internal:
                where = place(1)
                emit(records.WAIT_EXPECTED, 0, where, -1, text("accept"))
            try:
                connection = original(self)
            except BaseException as error:
                if not internal:
                    emit(records.WAKE, value=records.WOKE_ERROR)
                shorten(error)
                raise
            if not internal:
                emit(records.WAKE)
                try:
                    where = place_of_frame(sys._getframe(1), with_column=True)
                    _connected(connection, where, SERVER, shown(self.address))
                except Exception as fault:
                    swallow(fault)
                    return connection
            return connection
        except BaseException as error:
            shorten(error)
            raise

    return accept


def _around_client(original: "Any") -> "Any":
    def Client(address, family=None, authkey=None):  # type: ignore[no-untyped-def]
        try:
            try:
                connection = original(address, family, authkey)
            except BaseException as error:
                shorten(error)
                raise
            try:
                frame = creator(set(), depth=1)
                if frame is not None:
                    where = place_of_frame(frame, with_column=True)
                    _connected(connection, where, CLIENT, shown(address))
            except Exception as fault:
                swallow(fault)
                return connection
            return connection
        except BaseException as error:
            shorten(error)
            raise

    return Client


def _connected(connection: "Any", where: int, number: int, address: str) -> None:
    """A connection of the program's own was made, at this side."""
    fd = connection._handle
    key = _new_keys.pop(fd, "") or identity(fd)[0]
    # Who connects has made it, and who accepts has it too: or the key would be given twice.
    alone = not key or key.startswith("pipe:")
    known = define(KIND, key, where, number == CLIENT or alone, duplex="yes", address=address)
    watch_end(connection, End(KIND, key, known, number, fd))
