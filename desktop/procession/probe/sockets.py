"""Which two sockets are the ends of one connection, asked of the sockets themselves.

An internet connection is known by its two addresses. Of a local one only the listener has an
address: the connections of one client to it are counted, at both sides, in the order in which
they are made. Nothing is asked where a default time-out would make the asking change the socket.
"""

import os
import sys

CLIENT, SERVER = 1, 2
"""Numbers of the two ends."""

_connected: "dict[tuple[int, str], int]" = {}


def client_key(fd: int) -> str:
    """The key of a connection that this process just made; empty when it cannot be told."""
    near, far, _ = _ask(fd)
    if _is_internet(near) and _is_internet(far):
        return _internet_key(near, far)
    if not far or sys.platform != "linux":
        return ""
    counted = (os.getpid(), _printed(far))
    number = _connected[counted] = _connected.get(counted, 0) + 1
    return f"unix:{counted[1]}:{counted[0]}:{number}"


def server_key(fd: int, accepted: "dict[int, int]") -> str:
    """The key of a connection that was just accepted; empty when it cannot be told.

    Args:
        accepted: client's pid → how many of its connections this listener has accepted.
    """
    near, far, pid = _ask(fd)
    if _is_internet(near) and _is_internet(far):
        return _internet_key(far, near)
    if not near or not pid:
        return ""
    number = accepted[pid] = accepted.get(pid, 0) + 1
    return f"unix:{_printed(near)}:{pid}:{number}"


def shown(address: object) -> str:
    """An address as people write it."""
    if isinstance(address, tuple) and len(address) >= 2:
        return f"{address[0]}:{address[1]}"
    return _printed(address) if isinstance(address, (str, bytes)) else ""


def _ask(fd: int) -> "tuple[object, object, int]":
    """Own address, the other side's address, and the other side's pid (0: unknown)."""
    import _socket

    if _socket.getdefaulttimeout() is not None:
        return "", "", 0
    asked = _socket.socket(fileno=fd)
    try:
        pid = 0
        option = getattr(_socket, "SO_PEERCRED", None)
        if option is not None and asked.family == getattr(_socket, "AF_UNIX", None):
            credentials = asked.getsockopt(_socket.SOL_SOCKET, option, 12)
            pid = int.from_bytes(credentials[:4], sys.byteorder)
        try:
            far = asked.getpeername()
        except OSError:  # it has gone already
            far = ""
        return asked.getsockname(), far, pid
    finally:
        asked.detach()


def _is_internet(address: object) -> bool:
    return isinstance(address, tuple) and len(address) >= 2


def _internet_key(client: object, server: object) -> str:
    return f"inet:{shown(client)}-{shown(server)}"


def _printed(address: object) -> str:
    if isinstance(address, bytes):
        return address.decode("utf-8", "backslashreplace").replace("\0", "@")
    return str(address)
