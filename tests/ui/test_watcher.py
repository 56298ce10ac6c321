"""`ConnectionWatcher`, both ways of watching, on real pipes between real processes."""

from __future__ import annotations

import multiprocessing
import os
import threading
from multiprocessing.connection import Connection

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from procession.ui.watcher import ConnectionWatcher, Strategy

STRATEGIES: list[Strategy] = ["descriptor", "thread"]
pytestmark = pytest.mark.parametrize("strategy", STRATEGIES)


class Received(QObject):
    """Collects what a watcher tells."""

    def __init__(self, watcher: ConnectionWatcher) -> None:
        super().__init__()
        self.messages: list[bytes] = []
        self.ends = 0
        watcher.received.connect(self.messages.append)
        watcher.ended.connect(self._end)

    def _end(self) -> None:
        self.ends += 1


def send_many(connection: Connection, count: int, size: int) -> None:
    for number in range(count):
        connection.send_bytes(number.to_bytes(4, "little") + b"x" * size)
    connection.close()


def test_every_message_comes_in_order_then_the_end_once(qtbot: QtBot, strategy: Strategy) -> None:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=send_many, args=(theirs, 500, 60_000))
    process.start()
    theirs.close()
    watcher = ConnectionWatcher(ours, strategy=strategy)
    got = Received(watcher)
    qtbot.waitUntil(lambda: got.ends > 0, timeout=30_000)
    assert [int.from_bytes(one[:4], "little") for one in got.messages] == list(range(500))
    assert {len(one) for one in got.messages} == {60_004}
    assert not watcher.open
    assert ours.closed
    process.join()
    process.close()
    qtbot.wait(20)  # an end told twice would come now
    assert got.ends == 1


def test_nothing_is_told_after_close(qtbot: QtBot, strategy: Strategy) -> None:
    ours, theirs = multiprocessing.Pipe()
    watcher = ConnectionWatcher(ours, strategy=strategy)
    got = Received(watcher)
    theirs.send_bytes(b"first")
    qtbot.waitUntil(lambda: got.messages == [b"first"])
    theirs.send_bytes(b"second")
    watcher.close()
    watcher.close()
    qtbot.wait(20)
    assert got.messages == [b"first"]
    assert got.ends == 0
    theirs.close()


def test_may_be_closed_by_who_receives(qtbot: QtBot, strategy: Strategy) -> None:
    ours, theirs = multiprocessing.Pipe()
    watcher = ConnectionWatcher(ours, strategy=strategy)
    got = Received(watcher)
    watcher.received.connect(lambda _: watcher.close())
    theirs.send_bytes(b"one")
    theirs.send_bytes(b"two")
    qtbot.waitUntil(lambda: not watcher.open)
    assert got.messages == [b"one"]
    theirs.close()


def test_a_pause_keeps_messages_back(qtbot: QtBot, strategy: Strategy) -> None:
    ours, theirs = multiprocessing.Pipe()
    watcher = ConnectionWatcher(ours, strategy=strategy)
    got = Received(watcher)
    watcher.pause(True)
    theirs.send_bytes(b"later")
    qtbot.wait(30)
    assert got.messages == []
    watcher.pause(False)
    qtbot.waitUntil(lambda: got.messages == [b"later"])
    watcher.close()
    theirs.close()


def test_a_reused_descriptor_is_nobodys(qtbot: QtBot, strategy: Strategy) -> None:
    """The number of a closed connection is used again at once; the old watcher must be silent."""
    ours, theirs = multiprocessing.Pipe()
    number = ours.fileno()
    watcher = ConnectionWatcher(ours, strategy=strategy)
    got = Received(watcher)
    watcher.close()
    reader, writer = os.pipe()
    try:
        if reader != number:
            os.dup2(reader, number)
        os.write(writer, b"not yours")
        qtbot.wait(30)
        assert got.messages == []
        assert got.ends == 0
        assert os.read(number, 9) == b"not yours"
    finally:
        for descriptor in {reader, writer, number}:
            os.close(descriptor)
        theirs.close()


def test_leaves_no_descriptor_and_no_thread(qtbot: QtBot, strategy: Strategy) -> None:
    before = len(os.listdir("/proc/self/fd"))
    threads = threading.active_count()
    for _ in range(20):
        ours, theirs = multiprocessing.Pipe()
        watcher = ConnectionWatcher(ours, strategy=strategy)
        watcher.close()
        theirs.close()
    assert threading.active_count() == threads
    assert len(os.listdir("/proc/self/fd")) == before
