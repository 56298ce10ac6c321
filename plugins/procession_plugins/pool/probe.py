"""Watches ``multiprocessing.Pool``, ``ThreadPool`` and their results: every task, from the call
to who read it.

A task is sent by the pool's own thread, taken and finished in a worker, and its result comes back
to another of the pool's threads: each of these is one record with the job and the task's index.
A worker's queues get closures of ours before its loop begins; the classes stay as they are.
"""

import sys

from procession.probe.api import (
    Tasks,
    Watch,
    called_internally,
    cover_entry,
    creator,
    describe,
    describe_error,
    emit,
    failure,
    frame_above,
    name_of,
    nanoseconds,
    place,
    place_of_frame,
    records,
    replace,
    shorten,
    swallow,
    task_number,
    text,
    when_run,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, ModuleType
    from typing import Any

_codes: "set[CodeType]" = set()
_pool: "list[Any]" = []
"""The module, once it is there."""
_NOT_OURS: "Any" = (None, 0)


def install(watch: Watch) -> None:
    """Called once in every observed process."""
    watch.when_imported("multiprocessing.context", _learn_factory)
    watch.when_imported("multiprocessing.dummy", _learn_dummy_factory)
    watch.when_imported("multiprocessing.pool", _patch_pool)
    when_run(_watch_worker)


def _learn_factory(module: "ModuleType") -> None:
    _codes.add(module.BaseContext.Pool.__code__)


def _learn_dummy_factory(module: "ModuleType") -> None:
    _codes.add(module.Pool.__code__)


def _patch_pool(module: "ModuleType") -> None:
    _pool.append(module)
    pool, threads = module.Pool, module.ThreadPool
    _codes.update((pool.__init__.__code__, threads.__init__.__code__))
    replace(pool, "_setup_queues", _around_setup)
    replace(threads, "_setup_queues", _around_thread_setup)
    replace(module._PoolCache, "__init__", _around_cache)
    replace(pool, "_get_sentinels", _around_sentinels)
    replace(threads, "_get_sentinels", _around_sentinels)
    for verb in ("close", "terminate"):
        replace(pool, verb, _around_call(verb))
    replace(pool, "join", _around_join)
    replace(module.ApplyResult, "__init__", _around_result)
    replace(module.MapResult, "__init__", _around_map_result)
    replace(module.IMapIterator, "__init__", _around_iterator)
    replace(module.IMapIterator, "_set_length", _around_length)
    replace(module.IMapUnorderedIterator, "_set", _around_unordered_set)
    replace(module.ApplyResult, "get", _around_get)
    replace(module.ApplyResult, "wait", _around_wait)
    replace(module.ApplyResult, "ready", _around_ready)
    replace(module.ApplyResult, "successful", _around_successful)
    replace(module.IMapIterator, "next", _around_next)
    module.IMapIterator.__next__ = module.IMapIterator.next


# --- the pool ----------------------------------------------------------------------------------


def _around_setup(original: "Any") -> "Any":
    def _setup_queues(self):  # type: ignore[no-untyped-def]
        try:
            original(self)
            self._procession = self._inqueue._procession_tasks = None
            try:
                if creator(_codes, depth=1) is not None:
                    _watch(self)
            except Exception as fault:
                swallow(fault)
                return
        except BaseException as error:
            shorten(error)
            raise

    return _setup_queues


def _watch(pool: "Any") -> None:
    """Follow what goes through a pool's queues from now on."""
    pool._procession = pool._inqueue._procession_tasks = None
    name = pool._inqueue._rlock._semlock.name
    tasks = Tasks("Pool", f"pool:{name}" if name else "")
    tasks.reserve()
    pool._procession = pool._inqueue._procession_tasks = tasks
    held: list[Any] = [None]
    pool._procession_cache = held
    pool._quick_put = _sending(pool._quick_put, tasks, held)
    pool._quick_get = _receiving(pool._quick_get, tasks, held)


def _around_cache(original: "Any") -> "Any":
    # The first thing a new pool makes after its queues: a subclass may have made those itself.
    def __init__(self, /, *args, notifier=None, **kwds):  # type: ignore[no-untyped-def]  # noqa: N807
        try:
            original(self, *args, notifier=notifier, **kwds)
            try:
                frame = sys._getframe(1)
                if frame.f_code is not _pool[0].Pool.__init__.__code__:
                    return
                pool = frame.f_locals["self"]
                if "_procession" in vars(pool) or isinstance(pool, _pool[0].ThreadPool):
                    return
                if creator(_codes, depth=1) is not None:
                    _watch(pool)
            except Exception as fault:
                swallow(fault)
                return
        except BaseException as error:
            shorten(error)
            raise

    return __init__


def _around_thread_setup(original: "Any") -> "Any":
    def _setup_queues(self):  # type: ignore[no-untyped-def]
        try:
            original(self)
            self._procession = None
            try:
                if creator(_codes, depth=1) is None:
                    return
                tasks = Tasks("ThreadPool", "")
                tasks.reserve()
                self._procession = tasks
                held: list[Any] = [None]
                self._procession_cache = held
                self._inqueue = _watched(type(self._inqueue), tasks)()
                self._outqueue = _watched(type(self._outqueue), tasks)()
                self._quick_put = _sending(self._inqueue.put, tasks, held)
                self._quick_get = _receiving(self._outqueue.get, tasks, held)
            except Exception as fault:
                swallow(fault)
                return
        except BaseException as error:
            shorten(error)
            raise

    return _setup_queues


def _around_sentinels(original: "Any") -> "Any":
    # Called by Pool.__init__ when all its arguments turned out to be good.
    def _get_sentinels(self):  # type: ignore[no-untyped-def]
        try:
            tasks = getattr(self, "_procession", None)
            if tasks is not None and self._procession_cache[0] is None:
                try:
                    self._procession_cache[0] = self._cache
                    where = place_of_frame(creator(_codes, depth=1), with_column=True)
                    limit = self._maxtasksperchild
                    limits = {} if limit is None else {"maxtasksperchild": limit}
                    size = self._processes
                    describe(
                        tasks.known, tasks.kind, tasks.key, where, True, processes=size, **limits
                    )
                except Exception as fault:
                    swallow(fault)
                    return original(self)
            return original(self)
        except BaseException as error:
            shorten(error)
            raise

    return _get_sentinels


def _around_call(verb: str) -> "Any":
    def around(original: "Any") -> "Any":
        def call(self):  # type: ignore[no-untyped-def]
            try:
                tasks = getattr(self, "_procession", None)
                if tasks is not None:
                    emit(records.CALL, tasks.object, place(1), aux=text(verb))
                try:
                    original(self)
                except BaseException as error:
                    if tasks is not None:
                        _failed(tasks, verb, error)
                    shorten(error)
                    raise
            except BaseException as error:
                shorten(error)
                raise

        return call

    return around


def _failed(tasks: Tasks, verb: str, error: BaseException) -> None:
    """The call recorded just before did not succeed."""
    what = f"{verb}{records.SEPARATOR}{describe_error(error)}"
    emit(records.UNCALL, tasks.object, place(2), aux=text(verb))
    emit(records.FAILED, tasks.object, place(2), aux=text(what))


def _around_join(original: "Any") -> "Any":
    def join(self):  # type: ignore[no-untyped-def]
        try:
            tasks = getattr(self, "_procession", None)
            if tasks is not None:
                emit(records.WAIT_EXPECTED, tasks.object, place(1), -1, text("join"))
            try:
                original(self)
            except BaseException as error:
                if tasks is not None:
                    what = f"join{records.SEPARATOR}{describe_error(error)}"
                    emit(records.FAILED, tasks.object, place(1), aux=text(what))
                shorten(error)
                raise
            if tasks is not None:
                emit(records.CALL, tasks.object, place(1), aux=text("join"))
        except BaseException as error:
            shorten(error)
            raise

    return join


# --- tasks out, results in: the pool's own threads ----------------------------------------------


def _what(function: object, args: "Any") -> tuple[str, int]:
    """The program's function in a task, and how many items the task carries."""
    module = _pool[0]
    if function is module.mapstar or function is module.starmapstar:
        mapped, items = args[0]
        return name_of(mapped), len(items)
    # What reports that the iterable itself raised carries none of the program's items.
    return name_of(function), 0 if function is module._helper_reraises_exception else 1


def _sending(original: "Any", tasks: Tasks, held: "list[Any]") -> "Any":
    def send(obj):  # type: ignore[no-untyped-def]
        try:
            number = None
            try:
                if obj is not None:
                    number = task_number(obj[0], obj[1])
                    tasks.sent(number, *_what(obj[2], obj[3]))
            except Exception as fault:
                swallow(fault)
                number = None
            try:
                return original(obj)
            except BaseException as error:
                if number is not None:
                    emit(records.RESULT, tasks.object, 0, number, text(describe_error(error)))
                    _read_by_callback(held[0], tasks, obj[0], False)
                shorten(error)
                raise
        except BaseException as error:
            shorten(error)
            raise

    return cover_entry(send)


def _receiving(original: "Any", tasks: Tasks, held: "list[Any]") -> "Any":
    called = False

    def recv():  # type: ignore[no-untyped-def]
        try:
            nonlocal called
            if called:
                called = False
                verb = text("called back")
                emit(records.CALL, tasks.object, aux=verb, flags=records.FLAG_UNCOUNTED)
            try:
                got = original()
            except BaseException as error:
                if not isinstance(error, (OSError, EOFError)):
                    # The pool's thread dies of it: no result will come any more.
                    what = f"results{records.SEPARATOR}{describe_error(error)}"
                    emit(records.FAILED, tasks.object, aux=text(what))
                shorten(error)
                raise
            try:
                if got is not None:
                    success = got[2][0]
                    failed = 0 if success else text(failure(got[2][1]))
                    emit(records.RESULT, tasks.object, 0, task_number(got[0], got[1]), failed)
                    called = _read_by_callback(held[0], tasks, got[0], success)
            except Exception as fault:
                swallow(fault)
                return got
            return got
        except BaseException as error:
            shorten(error)
            raise

    return cover_entry(recv)


def _read_by_callback(cache: "Any", tasks: Tasks, job: int, success: bool) -> bool:
    """A callback that is about to get a result has read it. Whether there is one."""
    result = cache.get(job) if cache is not None else None
    if not isinstance(result, _pool[0].ApplyResult):
        return False
    if isinstance(result, _pool[0].MapResult):
        if result._number_left > 1:
            return False
        success = success and result._success
    callback = result._callback if success else result._error_callback
    if callback is not None:
        emit(records.READ, tasks.object, 0, task_number(job, records.ALL_TASKS))
    return callback is not None


# --- in the workers ----------------------------------------------------------------------------


def _watch_worker(process: "Any") -> None:
    """Called in a new process: when it is a pool's worker, look at its two queues."""
    module = sys.modules.get("multiprocessing.pool")
    if module is None or process._target is not module.worker:
        return
    inqueue, outqueue = process._args[:2]
    tasks = inqueue.__dict__.get("_procession_tasks", inqueue)
    if tasks is inqueue:
        name = inqueue._rlock._semlock.name
        tasks = Tasks("Pool", f"pool:{name}") if name else None
    if tasks is not None:
        # Whose worker it is, should its initializer fail.
        emit(records.CALL, tasks.object, aux=text("worker"), flags=records.FLAG_UNCOUNTED)
        inqueue.get = _taking(inqueue.get, tasks)
        outqueue.put = _finishing(outqueue.put, tasks)


def _taking(original: "Any", tasks: Tasks) -> "Any":
    def get():  # type: ignore[no-untyped-def]
        try:
            emit(records.WAIT_EXPECTED, tasks.object, 0, -1, text("task"))
            try:
                got = original()
            except BaseException as error:
                emit(records.WAKE, tasks.object, value=records.WOKE_ERROR)
                shorten(error)
                raise
            _taken(tasks, got)
            return got
        except BaseException as error:
            shorten(error)
            raise

    return cover_entry(get)


def _taken(tasks: Tasks, got: "Any") -> None:
    emit(records.WAKE, tasks.object)
    try:
        if got is not None:
            tasks.begun(task_number(got[0], got[1]), _what(got[2], got[3])[0])
    except Exception as fault:
        swallow(fault)
        return


def _finishing(original: "Any", tasks: Tasks) -> "Any":
    def put(obj):  # type: ignore[no-untyped-def]
        try:
            _finished(tasks, obj)
            try:
                return original(obj)
            except BaseException as error:
                shorten(error)
                raise
        except BaseException as error:
            shorten(error)
            raise

    return cover_entry(put)


def _finished(tasks: Tasks, obj: "Any") -> None:
    try:
        job, index, (success, _) = obj
        tasks.done(task_number(job, index), "" if success else failure(obj[2][1]))
    except Exception as fault:
        swallow(fault)
        return


def _watched(queue: type, tasks: Tasks) -> type:
    """The class of a ``ThreadPool``'s queues, whose workers are threads of this process."""
    worker = _pool[0].worker.__code__
    base: Any = queue

    def get(self, block=True, timeout=None):  # type: ignore[no-untyped-def]
        try:
            caller = frame_above()
            if caller is None or caller.f_code is not worker:
                return base.get(self, block, timeout)
            emit(records.WAIT_EXPECTED, tasks.object, 0, -1, text("task"))
            got = base.get(self, block, timeout)
            _taken(tasks, got)
            return got
        except BaseException as error:
            shorten(error)
            raise

    def put(self, item, block=True, timeout=None):  # type: ignore[no-untyped-def]
        try:
            caller = frame_above()
            if caller is not None and caller.f_code is worker:
                _finished(tasks, item)
            return base.put(self, item, block, timeout)
        except BaseException as error:
            shorten(error)
            raise

    members = {"get": get, "put": put, "__module__": queue.__module__}
    return type(queue.__name__, (queue,), members)


# --- submissions and results: the program's own calls -------------------------------------------


def _submitted(result: "Any", pool: "Any", items: int, frame_depth: int) -> None:
    tasks = getattr(pool, "_procession", None)
    result._procession = None
    if tasks is None:
        return
    number = task_number(result._job)
    result._procession = (tasks, number)
    emit(records.SUBMIT, tasks.object, place(frame_depth), number, items)


def _around_result(original: "Any") -> "Any":
    def made(self, pool, callback, error_callback):  # type: ignore[no-untyped-def]
        try:
            original(self, pool, callback, error_callback)
            if not isinstance(self, _pool[0].MapResult):
                _submitted(self, pool, 1, 2)
        except BaseException as error:
            shorten(error)
            raise

    return made


def _around_map_result(original: "Any") -> "Any":
    def made(self, pool, chunksize, length, callback, error_callback):  # type: ignore[no-untyped-def]
        try:
            original(self, pool, chunksize, length, callback, error_callback)
            _submitted(self, pool, length, 2)
        except BaseException as error:
            shorten(error)
            raise

    return made


def _around_iterator(original: "Any") -> "Any":
    def made(self, pool):  # type: ignore[no-untyped-def]
        try:
            original(self, pool)
            self._procession_arrivals = []
            self._procession_next = 0
            _submitted(self, pool, 0, 2)
        except BaseException as error:
            shorten(error)
            raise

    return made


def _around_length(original: "Any") -> "Any":
    # Called by the pool's own thread once an imap's iterable has come to its end.
    def _set_length(self, length):  # type: ignore[no-untyped-def]
        try:
            tasks, number = getattr(self, "_procession", None) or _NOT_OURS
            if tasks is not None:
                verb = text("all read")
                emit(records.CALL, tasks.object, 0, number, verb, flags=records.FLAG_UNCOUNTED)
            try:
                original(self, length)
            except BaseException as error:
                shorten(error)
                raise
        except BaseException as error:
            shorten(error)
            raise

    return _set_length


def _around_unordered_set(original: "Any") -> "Any":
    def _set(self, i, obj):  # type: ignore[no-untyped-def]
        try:
            try:
                self._procession_arrivals.append(i)
            except AttributeError:
                pass
            try:
                original(self, i, obj)
            except BaseException as error:
                shorten(error)
                raise
        except BaseException as error:
            shorten(error)
            raise

    return _set


def _around_get(original: "Any") -> "Any":
    def get(self, timeout=None):  # type: ignore[no-untyped-def]
        try:
            tasks, number = getattr(self, "_procession", None) or _NOT_OURS
            waited = tasks is not None and not self._event.is_set()
            if waited:
                wait = -1 if timeout is None else nanoseconds(timeout)
                emit(records.WAIT_EXPECTED, tasks.object, place(1), wait, text("result"))
            try:
                value = original(self, timeout)
            except BaseException as error:
                if tasks is not None:
                    known = self._event.is_set()
                    if waited:
                        emit(records.WAKE, tasks.object, value=0 if known else _why(error))
                    if known:
                        emit(records.READ, tasks.object, place(1), number | records.ALL_TASKS)
                shorten(error)
                raise
            if tasks is not None:
                if waited:
                    emit(records.WAKE, tasks.object)
                emit(records.READ, tasks.object, place(1), number | records.ALL_TASKS)
            return value
        except BaseException as error:
            shorten(error)
            raise

    return cover_entry(get)


def _why(error: BaseException) -> int:
    """How a wait ended that brought nothing."""
    late = type(error).__name__ == "TimeoutError"
    return records.WOKE_TIMEOUT if late else records.WOKE_ERROR


def _around_wait(original: "Any") -> "Any":
    def wait(self, timeout=None):  # type: ignore[no-untyped-def]
        try:
            tasks, _ = getattr(self, "_procession", None) or _NOT_OURS
            if tasks is not None and (called_internally(1) or self._event.is_set()):
                tasks = None
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
        except BaseException as error:
            shorten(error)
            raise

    return wait


def _around_ready(original: "Any") -> "Any":
    def ready(self):  # type: ignore[no-untyped-def]
        try:
            answer = original(self)
            # Programs ask in loops: what counts is the answer they waited for.
            if answer and not called_internally(1):
                tasks, _ = getattr(self, "_procession", None) or _NOT_OURS
                if tasks is not None:
                    emit(records.CALL, tasks.object, place(1), aux=text("ready"))
            return answer
        except BaseException as error:
            shorten(error)
            raise

    return ready


def _around_successful(original: "Any") -> "Any":
    def successful(self):  # type: ignore[no-untyped-def]
        try:
            tasks, _ = getattr(self, "_procession", None) or _NOT_OURS
            try:
                answer = original(self)
            except BaseException as error:
                if tasks is not None:
                    what = f"successful{records.SEPARATOR}{describe_error(error)}"
                    emit(records.FAILED, tasks.object, place(1), aux=text(what))
                shorten(error)
                raise
            if tasks is not None:
                emit(records.CALL, tasks.object, place(1), aux=text("successful"))
            return answer
        except BaseException as error:
            shorten(error)
            raise

    return successful


def _around_next(original: "Any") -> "Any":
    def next(self, timeout=None):  # type: ignore[no-untyped-def]
        try:
            tasks, number = getattr(self, "_procession", None) or _NOT_OURS
            waited = tasks is not None and not self._items
            if waited:
                wait = -1 if timeout is None else nanoseconds(timeout)
                emit(records.WAIT_EXPECTED, tasks.object, place(1), wait, text("result"))
            try:
                value = original(self, timeout)
            except BaseException as error:
                if tasks is not None:
                    taken = _raised_by_task(error)
                    if waited:
                        came = taken or isinstance(error, StopIteration)
                        emit(records.WAKE, tasks.object, value=0 if came else _why(error))
                    if taken:
                        _read_next(self, tasks, number)
                shorten(error)
                raise
            if tasks is not None:
                if waited:
                    emit(records.WAKE, tasks.object)
                _read_next(self, tasks, number)
            return value
        except BaseException as error:
            shorten(error)
            raise

    return next


def _raised_by_task(error: BaseException) -> bool:
    """Whether ``next`` raised what a task had raised, and not something of its own."""
    if isinstance(error, (StopIteration, TimeoutError, _pool[0].TimeoutError)):
        # Its own come "from None"; a worker's have the remote traceback as their cause.
        return not error.__suppress_context__ or error.__cause__ is not None
    return isinstance(error, Exception)


def _read_next(iterator: "Any", tasks: Tasks, number: int) -> None:
    """Called by the wrapper: the next one that came was looked at."""
    index = iterator._procession_next
    iterator._procession_next = index + 1
    if isinstance(iterator, _pool[0].IMapUnorderedIterator):
        arrivals = iterator._procession_arrivals
        index = arrivals[index] if index < len(arrivals) else 0
    emit(records.READ, tasks.object, place(2), number | index)
