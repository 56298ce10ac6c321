"""Watches ``multiprocessing.Pool`` and its results: every task, from the call to who read it.

A task is sent by the pool's own thread, taken and finished in a worker, and its result comes back
to another of the pool's threads: each of these is one record with the job and the task's index.
"""

import sys

from procession.probe.api import (
    Watch,
    called_internally,
    creator,
    define,
    describe,
    describe_error,
    emit,
    nanoseconds,
    place,
    place_of_frame,
    records,
    replace,
    shorten,
    text,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, ModuleType
    from typing import Any

_codes: "set[CodeType]" = set()
_worker: "list[CodeType]" = []
_mappers: set[object] = set()


def install(watch: Watch) -> None:
    """Called once in every observed process."""
    watch.when_imported("multiprocessing.context", _learn_factory)
    watch.when_imported("multiprocessing.pool", _patch_pool)
    watch.when_imported("multiprocessing.queues", _patch_queues)


def _learn_factory(module: "ModuleType") -> None:
    _codes.add(module.BaseContext.Pool.__code__)


class Tasks:
    """What is known of one pool in one process."""

    __slots__ = ("key", "known", "place")

    def __init__(self, key: str, known: int, place: int) -> None:
        self.key = key
        self.known = known
        self.place = place

    @property
    def object(self) -> int:
        if not self.known:
            self.known = define("Pool", self.key, 0, made_here=False)
        return self.known


def _patch_pool(module: "ModuleType") -> None:
    _worker.append(module.worker.__code__)
    _mappers.update((module.mapstar, module.starmapstar))
    _codes.add(module.Pool.__init__.__code__)
    replace(module.Pool, "_setup_queues", _around_setup)
    replace(module.Pool, "_get_sentinels", _around_sentinels)
    for verb in ("close", "terminate"):
        replace(module.Pool, verb, _around_call(verb))
    replace(module.Pool, "join", _around_join)
    replace(module.ApplyResult, "__init__", _around_result)
    replace(module.MapResult, "__init__", _around_map_result)
    replace(module.IMapIterator, "__init__", _around_iterator)
    replace(module.ApplyResult, "get", _around_get)
    replace(module.ApplyResult, "wait", _around_wait)
    replace(module.IMapIterator, "next", _around_next)
    module.IMapIterator.__next__ = module.IMapIterator.next


# --- the pool ----------------------------------------------------------------------------------


def _around_setup(original: "Any") -> "Any":
    def _setup_queues(self):  # type: ignore[no-untyped-def]
        original(self)
        self._procession = None
        try:
            frame = creator(_codes, depth=1)
            if frame is None:
                return
            name = self._inqueue._rlock._semlock.name
            key = f"pool:{name}" if name else ""
            where = place_of_frame(frame, with_column=True)
            tasks = Tasks(key, define("Pool", key, where, made_here=True), where)
            self._procession = tasks
            self._inqueue._procession_pool = self._outqueue._procession_pool = tasks
            self._quick_put = _sending(self._quick_put, tasks)
            self._quick_get = _receiving(self._quick_get, tasks, self)
        except Exception:
            return

    return _setup_queues


def _around_sentinels(original: "Any") -> "Any":
    # Called by Pool.__init__ when the number of workers is known.
    def _get_sentinels(self):  # type: ignore[no-untyped-def]
        tasks = getattr(self, "_procession", None)
        if tasks is not None:
            describe(tasks.known, "Pool", tasks.key, tasks.place, True, processes=self._processes)
        return original(self)

    return _get_sentinels


def _around_call(verb: str) -> "Any":
    def around(original: "Any") -> "Any":
        def call(self):  # type: ignore[no-untyped-def]
            tasks = getattr(self, "_procession", None)
            if tasks is not None:
                emit(records.CALL, tasks.object, place(1), aux=text(verb))
            try:
                original(self)
            except BaseException as error:
                shorten(error)
                raise

        return call

    return around


def _around_join(original: "Any") -> "Any":
    def join(self):  # type: ignore[no-untyped-def]
        tasks = getattr(self, "_procession", None)
        if tasks is not None:
            emit(records.WAIT_EXPECTED, tasks.object, place(1), -1, text("join"))
        try:
            original(self)
        except BaseException as error:
            if tasks is not None:
                emit(records.WAKE, tasks.object, value=records.WOKE_ERROR)
            shorten(error)
            raise
        if tasks is not None:
            emit(records.CALL, tasks.object, place(1), aux=text("join"))

    return join


# --- tasks out, results in: the pool's own threads ----------------------------------------------


def _number(job: int, index: int) -> int:
    return (job & 0x7FFFFFFF) << 32 | index & 0xFFFFFFFF


def _name_of(function: object) -> str:
    """The name of a callable, asking only objects whose attributes run no code of the program."""
    kind = type(function).__name__
    if kind in ("function", "builtin_function_or_method", "type"):
        return str(getattr(function, "__qualname__", kind))
    if kind == "method":
        return _name_of(getattr(function, "__func__", None))
    if kind == "partial":
        return _name_of(getattr(function, "func", None))
    return type(function).__qualname__


def _what(function: object, args: "Any") -> tuple[str, int]:
    """The program's function in a task, and how many items the task carries."""
    if function in _mappers and args:
        mapped, items = args[0]
        return _name_of(mapped), len(items)
    return _name_of(function), 1


def _sending(original: "Any", tasks: Tasks) -> "Any":
    def send(obj):  # type: ignore[no-untyped-def]
        number = None
        try:
            if obj is not None:
                job, index, function, args, _ = obj
                number = _number(job, index)
                name, items = _what(function, args)
                emit(records.SENT, tasks.object, 0, number, text(name))
                if items != 1:
                    emit(records.ITEMS, tasks.object, 0, number, items)
                del function, args
        except Exception:
            number = None
        try:
            return original(obj)
        except BaseException as error:
            if number is not None:
                emit(records.RESULT, tasks.object, 0, number, text(describe_error(error)))
            shorten(error)
            raise

    return send


def _receiving(original: "Any", tasks: Tasks, pool: "Any") -> "Any":
    cache = pool._cache if hasattr(pool, "_cache") else None
    held = [cache]

    def recv():  # type: ignore[no-untyped-def]
        try:
            got = original()
        except BaseException as error:
            shorten(error)
            raise
        try:
            if got is not None:
                job, index, (success, value) = got
                failed = 0 if success else text(_failure(value))
                emit(records.RESULT, tasks.object, 0, _number(job, index), failed)
                _read_by_callback(held[0], tasks, job, index, success)
                del value
        except Exception:
            return got
        return got

    recv._procession_cache = held  # type: ignore[attr-defined]
    return recv


def _failure(value: object) -> str:
    """The error of a task, as text; the worker's traceback says where."""
    cause = getattr(value, "__cause__", None) if isinstance(value, BaseException) else None
    remote = getattr(cause, "tb", "") if type(cause).__name__ == "RemoteTraceback" else ""
    return _with_place(value, remote)


def _with_place(error: object, traceback: object) -> str:
    described = describe_error(error if isinstance(error, BaseException) else None)
    if isinstance(traceback, str):
        for line in reversed(traceback.splitlines()):
            file, quote, rest = line.strip().removeprefix('File "').partition('", line ')
            if quote:
                return described + records.SEPARATOR + file + ":" + rest.partition(",")[0]
    return described


def _read_by_callback(cache: "Any", tasks: Tasks, job: int, index: int, success: bool) -> None:
    """A callback that is about to get a result has read it."""
    result = cache.get(job) if cache is not None else None
    if result is None:
        return
    if type(result).__name__ == "MapResult":
        if result._number_left > 1:
            return
        success = success and result._success
    elif type(result).__name__ in ("IMapIterator", "IMapUnorderedIterator"):
        result._procession_arrivals.append(index)
        return
    callback = result._callback if success else result._error_callback
    if callback is not None:
        emit(records.READ, tasks.object, 0, _number(job, records.ALL_TASKS))


# --- in the workers ----------------------------------------------------------------------------


def _patch_queues(module: "ModuleType") -> None:
    replace(module.SimpleQueue, "get", _around_take)
    replace(module.SimpleQueue, "put", _around_finish)


def _pool_of(queue: "Any") -> Tasks | None:
    tasks = queue.__dict__.get("_procession_pool")
    if tasks is None:
        name = queue._rlock._semlock.name
        if not name:
            return None
        tasks = queue._procession_pool = Tasks(f"pool:{name}", 0, 0)
    return tasks if isinstance(tasks, Tasks) else None


_current: list[Tasks | None] = [None]


def _around_take(original: "Any") -> "Any":
    def get(self):  # type: ignore[no-untyped-def]
        tasks = None
        if _worker and sys._getframe(1).f_code is _worker[0]:
            tasks = _current[0] = _pool_of(self)
            if tasks is not None:
                emit(records.WAIT_EXPECTED, tasks.object, 0, -1, text("task"))
        try:
            got = original(self)
        except BaseException as error:
            if tasks is not None:
                emit(records.WAKE, tasks.object, value=records.WOKE_ERROR)
            shorten(error)
            raise
        if tasks is not None:
            try:
                emit(records.WAKE, tasks.object)
                if got is not None:
                    job, index, function, args, _ = got
                    name = text(_what(function, args)[0])
                    emit(records.BEGIN, tasks.object, 0, _number(job, index), name)
                    del function, args
            except Exception:
                return got
        return got

    return get


def _around_finish(original: "Any") -> "Any":
    def put(self, obj):  # type: ignore[no-untyped-def]
        if _worker and sys._getframe(1).f_code is _worker[0]:
            try:
                tasks = _current[0]
                if tasks is not None:
                    job, index, (success, value) = obj
                    error = 0 if success else text(_worker_failure(value))
                    emit(records.DONE, tasks.object, 0, _number(job, index), error)
                    del value
            except Exception:
                tasks = None
        try:
            return original(self, obj)
        except BaseException as error:
            shorten(error)
            raise

    return put


def _worker_failure(value: object) -> str:
    if type(value).__name__ == "ExceptionWithTraceback":
        return _with_place(getattr(value, "exc", None), getattr(value, "tb", ""))
    if type(value).__name__ == "MaybeEncodingError":
        return "MaybeEncodingError"
    return _with_place(value, "")


# --- submissions and results: the program's own calls -------------------------------------------


def _submitted(result: "Any", pool: "Any", items: int, frame_depth: int) -> None:
    tasks = getattr(pool, "_procession", None)
    result._procession = None
    if tasks is None:
        return
    get = getattr(pool, "_quick_get", None)
    held = getattr(get, "_procession_cache", None)
    if held is not None:
        held[0] = pool._cache
    number = _number(result._job, 0)
    result._procession = (tasks, number)
    emit(records.SUBMIT, tasks.object, place(frame_depth), number, items)


def _around_result(original: "Any") -> "Any":
    def made(self, pool, callback, error_callback):  # type: ignore[no-untyped-def]
        original(self, pool, callback, error_callback)
        if type(self).__name__ != "MapResult":
            _submitted(self, pool, 1, 2)

    return made


def _around_map_result(original: "Any") -> "Any":
    def made(self, pool, chunksize, length, callback, error_callback):  # type: ignore[no-untyped-def]
        original(self, pool, chunksize, length, callback, error_callback)
        _submitted(self, pool, length, 2)

    return made


def _around_iterator(original: "Any") -> "Any":
    def made(self, pool):  # type: ignore[no-untyped-def]
        original(self, pool)
        self._procession_arrivals = []
        self._procession_next = 0
        _submitted(self, pool, 0, 2)

    return made


def _around_get(original: "Any") -> "Any":
    def get(self, timeout=None):  # type: ignore[no-untyped-def]
        tasks, number = self._procession or (None, 0)
        if tasks is not None:
            wait = -1 if timeout is None else nanoseconds(timeout)
            emit(records.WAIT_EXPECTED, tasks.object, place(1), wait, text("result"))
        try:
            value = original(self, timeout)
        except BaseException as error:
            if tasks is not None:
                if self._event.is_set():
                    emit(records.WAKE, tasks.object)
                    emit(records.READ, tasks.object, place(1), number | records.ALL_TASKS)
                else:
                    timed_out = type(error).__name__ == "TimeoutError"
                    outcome = records.WOKE_TIMEOUT if timed_out else records.WOKE_ERROR
                    emit(records.WAKE, tasks.object, value=outcome)
            shorten(error)
            raise
        if tasks is not None:
            emit(records.WAKE, tasks.object)
            emit(records.READ, tasks.object, place(1), number | records.ALL_TASKS)
        return value

    return get


def _around_wait(original: "Any") -> "Any":
    def wait(self, timeout=None):  # type: ignore[no-untyped-def]
        tasks = self._procession[0] if self._procession and not called_internally(1) else None
        if tasks is not None:
            limit = -1 if timeout is None else nanoseconds(timeout)
            emit(records.WAIT_EXPECTED, tasks.object, place(1), limit, text("wait"))
        try:
            original(self, timeout)
        except BaseException as error:
            if tasks is not None:
                emit(records.WAKE, tasks.object, value=records.WOKE_ERROR)
            shorten(error)
            raise
        if tasks is not None:
            ready = self._event.is_set()
            emit(
                records.WAKE,
                tasks.object,
                value=records.WOKE_OK if ready else records.WOKE_TIMEOUT,
            )

    return wait


def _around_next(original: "Any") -> "Any":
    def next(self, timeout=None):  # type: ignore[no-untyped-def]
        tasks, number = self._procession or (None, 0)
        if tasks is not None:
            wait = -1 if timeout is None else nanoseconds(timeout)
            emit(records.WAIT_EXPECTED, tasks.object, place(1), wait, text("result"))
        before = len(self._items) if tasks is not None else 0
        try:
            value = original(self, timeout)
        except BaseException as error:
            if tasks is not None:
                late = type(error).__name__ == "TimeoutError" and not before
                emit(records.WAKE, tasks.object, value=records.WOKE_TIMEOUT if late else 0)
                if not late and type(error) is not StopIteration:
                    _read_next(self, tasks, number)
            shorten(error)
            raise
        if tasks is not None:
            emit(records.WAKE, tasks.object)
            _read_next(self, tasks, number)
        return value

    return next


def _read_next(iterator: "Any", tasks: Tasks, number: int) -> None:
    index = iterator._procession_next
    iterator._procession_next = index + 1
    if type(iterator).__name__ == "IMapUnorderedIterator":
        arrivals = iterator._procession_arrivals
        index = arrivals[index] if index < len(arrivals) else 0
    emit(records.READ, tasks.object, place(2), number | index)
