"""Watches ``multiprocessing.JoinableQueue``: a queue that knows what is not done yet."""

from procession.probe.api import (
    Watch,
    channel_of,
    describe_error,
    emit,
    observe_queue,
    place,
    records,
    replace,
    shorten,
    text,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any


def install(watch: Watch) -> None:
    """Called once in every observed process."""
    observe_queue(watch, "JoinableQueue")
    watch.when_imported("multiprocessing.queues", _patch)


def _patch(module: "ModuleType") -> None:
    replace(module.JoinableQueue, "task_done", _around_task_done)
    replace(module.JoinableQueue, "join", _around_join)


def _around_task_done(original: "Any") -> "Any":
    def task_done(self):  # type: ignore[no-untyped-def]
        try:
            channel = channel_of(self)
            if channel is not None:
                # Before the call: a join() that it ends may be the end of this process.
                emit(records.CALL, channel.object, place(1), aux=text("task_done"))
            try:
                original(self)
            except BaseException as error:
                if channel is not None:
                    what = f"task_done{records.SEPARATOR}{describe_error(error)}"
                    emit(records.UNCALL, channel.object, place(1), aux=text("task_done"))
                    emit(records.FAILED, channel.object, place(1), aux=text(what))
                shorten(error)
                raise
        except BaseException as error:
            shorten(error)
            raise

    return task_done


def _around_join(original: "Any") -> "Any":
    def join(self):  # type: ignore[no-untyped-def]
        try:
            channel = channel_of(self)
            where = place(1) if channel is not None else 0
            if channel is not None:
                emit(records.WAIT_EXPECTED, channel.object, where, -1, text("join"))
            try:
                original(self)
            except BaseException as error:
                if channel is not None:
                    emit(records.WAKE, channel.object, value=records.WOKE_ERROR)
                shorten(error)
                raise
            if channel is not None:
                emit(records.CALL, channel.object, where, aux=text("join"))
        except BaseException as error:
            shorten(error)
            raise

    return join
