"""Watches ``concurrent.futures.ProcessPoolExecutor`` and its futures.

A submission is seen where its number goes into the executor's own queue: ``submit`` itself may
fork, and no frame of ours may stand under a fork. For the same reason ``Future.cancel``, which
calls the program's callbacks, stays as it is: the executor's thread finds the cancelled ones.
"""

import sys

from procession.probe.api import (
    Tasks,
    Watch,
    cover_entry,
    creator,
    define,
    describe_error,
    emit,
    failure,
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
_process: "list[Any]" = []
"""The module, once it is there."""
_NOT_OURS: "Any" = (None, 0)
_feeder_error: "list[CodeType]" = []
_PARAMETERS = ("max_workers", "mp_context", "initializer", "initargs", "max_tasks_per_child")
_UNDECIDED = ("PENDING", "RUNNING")


def install(watch: Watch) -> None:
    """Called once in every observed process."""
    watch.when_imported("concurrent.futures.process", _patch)
    when_run(_watch_worker)


def _patch(module: "ModuleType") -> None:
    executor, thread, queue = (
        module.ProcessPoolExecutor,
        module._ExecutorManagerThread,
        module._SafeQueue,
    )
    code = executor.__init__.__code__
    names = code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount]
    if names != _PARAMETERS:
        return
    _process.append(module)
    _codes.add(code)
    _feeder_error.append(queue._on_queue_feeder_error.__code__)
    replace(executor, "__init__", _around_init)
    replace(executor, "shutdown", _around_shutdown)
    for verb in ("terminate_workers", "kill_workers"):
        replace(executor, verb, _around_force(verb))
    if "put" not in vars(queue):
        queue.put = queue.put
    replace(queue, "put", _around_put)
    replace(module._RemoteTraceback, "__init__", _around_remote)
    replace(thread, "add_call_item_to_queue", _around_add)
    replace(thread, "wait_result_broken_or_wakeup", _around_wait)
    _patch_futures(module._base)


def _patch_futures(base: "Any") -> None:
    replace(base.Future, "result", _around_look("result"))
    replace(base.Future, "exception", _around_look("exception"))
    replace(base.Future, "set_running_or_notify_cancel", _around_running)
    replace(base, "_create_and_install_waiters", _around_waiters)


# --- the executor ------------------------------------------------------------------------------


def _around_init(original: "Any") -> "Any":
    def __init__(  # type: ignore[no-untyped-def]  # noqa: N807
        self,
        max_workers=None,
        mp_context=None,
        initializer=None,
        initargs=(),
        *,
        max_tasks_per_child=None,
    ):
        try:
            try:
                original(
                    self,
                    max_workers,
                    mp_context,
                    initializer,
                    initargs,
                    max_tasks_per_child=max_tasks_per_child,
                )
            except BaseException as error:
                shorten(error)
                raise
            self._procession = self._call_queue._procession_tasks = None
            try:
                frame = creator(_codes, depth=1)
                if frame is not None:
                    _define(self, place_of_frame(frame, with_column=True))
            except Exception as fault:
                swallow(fault)
                return
        except BaseException as error:
            shorten(error)
            raise

    return __init__


def _define(executor: "Any", where: int) -> None:
    name = executor._call_queue._rlock._semlock.name
    tasks = Tasks("ProcessPoolExecutor", f"executor:{name}" if name else "")
    details = {"max_workers": executor._max_workers}
    if executor._max_tasks_per_child is not None:
        details["max_tasks_per_child"] = executor._max_tasks_per_child
    tasks.known = define(tasks.kind, tasks.key, where, True, **details)
    executor._procession = executor._call_queue._procession_tasks = tasks
    ids = executor._work_ids
    ids._procession = (tasks, executor._pending_work_items)
    ids.__class__ = _watched_ids(type(ids))


_ids: "dict[type, type]" = {}


def _watched_ids(kind: type) -> type:
    """The class of the queue that ``submit`` puts the numbers of its calls into."""
    known = _ids.get(kind)
    if known is None:
        base: Any = kind

        def put(self, item, block=True, timeout=None):  # type: ignore[no-untyped-def]
            try:
                try:
                    tasks, pending = self._procession
                    _submitted(tasks, item, pending[item])
                except Exception as fault:
                    swallow(fault)
                try:
                    return base.put(self, item, block, timeout)
                except BaseException as error:
                    shorten(error)
                    raise
            except BaseException as error:
                shorten(error)
                raise

        members = {"put": put, "__module__": kind.__module__}
        known = _ids[kind] = type(kind.__name__, (kind,), members)
    return known


def _what(function: "Any", args: "Any") -> tuple[str, int]:
    """The program's function in a call, and how many items it carries."""
    module = _process[0]
    if type(function) is module.partial and function.func is module._process_chunk:
        return name_of(function.args[0]), len(args[0])
    return name_of(function), 1


def _submitted(tasks: Tasks, work_id: int, work: "Any") -> None:
    number = task_number(work_id)
    items = _what(work.fn, work.args)[1]
    tasks.unsent[number] = items
    work.future._procession = (tasks, number)
    emit(records.SUBMIT, tasks.object, place(2), number, items)


def _around_shutdown(original: "Any") -> "Any":
    def shutdown(self, wait=True, *, cancel_futures=False):  # type: ignore[no-untyped-def]
        try:
            tasks = getattr(self, "_procession", None)
            if tasks is not None:
                if cancel_futures and self._call_queue is not None:
                    self._call_queue._procession_cancelling = True
                if wait and self._executor_manager_thread is not None:
                    emit(records.WAIT_EXPECTED, tasks.object, place(1), -1, text("shutdown"))
            try:
                original(self, wait, cancel_futures=cancel_futures)
            except BaseException as error:
                if tasks is not None:
                    what = f"shutdown{records.SEPARATOR}{describe_error(error)}"
                    emit(records.FAILED, tasks.object, place(1), aux=text(what))
                shorten(error)
                raise
            if tasks is not None:
                emit(records.CALL, tasks.object, place(1), aux=text("shutdown"))
        except BaseException as error:
            shorten(error)
            raise

    return shutdown


def _around_force(verb: str) -> "Any":
    def around(original: "Any") -> "Any":
        def force(self):  # type: ignore[no-untyped-def]
            try:
                tasks = getattr(self, "_procession", None)
                if tasks is not None:
                    emit(records.CALL, tasks.object, place(1), aux=text(verb))
                try:
                    return original(self)
                except BaseException as error:
                    shorten(error)
                    raise
            except BaseException as error:
                shorten(error)
                raise

        return force

    return around


# --- the executor's own thread -----------------------------------------------------------------


def _tasks_of(queue: "Any") -> Tasks | None:
    tasks = queue.__dict__.get("_procession_tasks")
    return tasks if isinstance(tasks, Tasks) else None


def _around_put(original: "Any") -> "Any":
    def put(self, obj, block=True, timeout=None):  # type: ignore[no-untyped-def]
        try:
            try:
                tasks = _tasks_of(self)
                if tasks is not None and isinstance(obj, _process[0]._CallItem):
                    number = task_number(obj.work_id)
                    tasks.unsent.pop(number, None)
                    tasks.sent(number, *_what(obj.fn, obj.args))
            except Exception as fault:
                swallow(fault)
                tasks = None
            try:
                return original(self, obj, block, timeout)
            except BaseException as error:
                shorten(error)
                raise
        except BaseException as error:
            shorten(error)
            raise

    return cover_entry(put)


def _around_remote(original: "Any") -> "Any":
    # The feeder thread makes one of these for arguments that cannot be pickled, just before it
    # tells the future, whose callbacks are the program's.
    def __init__(self, tb):  # type: ignore[no-untyped-def]  # noqa: N807
        try:
            original(self, tb)
            try:
                frame = sys._getframe(1)
                if frame.f_code is _feeder_error[0]:
                    found = frame.f_locals
                    tasks = _tasks_of(found["self"])
                    if tasks is not None:
                        error = text(describe_error(found["e"]))
                        number = task_number(found["obj"].work_id)
                        emit(records.RESULT, tasks.object, 0, number, error)
            except Exception as fault:
                swallow(fault)
                return
        except BaseException as error:
            shorten(error)
            raise

    return __init__


def _around_add(original: "Any") -> "Any":
    def add_call_item_to_queue(self):  # type: ignore[no-untyped-def]
        try:
            try:
                original(self)
            except BaseException as error:
                shorten(error)
                raise
            if self.call_queue.__dict__.get("_procession_cancelling"):
                tasks = _tasks_of(self.call_queue)
                left = {task_number(work_id) for work_id in list(self.pending_work_items)}
                for number in list(tasks.unsent) if tasks is not None else ():
                    if number not in left:
                        _gone(tasks, number, "cancelled")
        except BaseException as error:
            shorten(error)
            raise

    return add_call_item_to_queue


def _gone(tasks: "Any", number: int, why: str) -> None:
    tasks.unsent.pop(number, None)
    emit(records.GONE, tasks.object, 0, number, text(why))


def _around_wait(original: "Any") -> "Any":
    def wait_result_broken_or_wakeup(self):  # type: ignore[no-untyped-def]
        try:
            if self.__dict__.pop("_procession_called", False):
                tasks = _tasks_of(self.call_queue)
                verb = text("called back")
                if tasks is not None:
                    emit(records.CALL, tasks.object, aux=verb, flags=records.FLAG_UNCOUNTED)
            try:
                found = original(self)
            except BaseException as error:
                shorten(error)
                raise
            try:
                tasks = _tasks_of(self.call_queue)
                if tasks is not None:
                    if found[1]:
                        emit(records.FAILED, tasks.object, aux=text(_broken(found[2])))
                        for work_id in list(self.pending_work_items):
                            _gone(tasks, task_number(work_id), "BrokenProcessPool")
                    elif isinstance(found[0], _process[0]._ResultItem):
                        well = found[0].exception is None
                        failed = 0 if well else text(failure(found[0].exception))
                        number = task_number(found[0].work_id)
                        emit(records.RESULT, tasks.object, 0, number, failed)
                        work = self.pending_work_items.get(found[0].work_id)
                        if work is not None and work.future._done_callbacks:
                            # They are the program's, and may do anything until the next call.
                            self._procession_called = True
                            verb = text("calls back")
                            emit(records.CALL, tasks.object, aux=verb, flags=records.FLAG_UNCOUNTED)
            except Exception as fault:
                swallow(fault)
                return found
            return found
        except BaseException as error:
            shorten(error)
            raise

    return wait_result_broken_or_wakeup


def _broken(cause: "Any") -> str:
    """Why an executor broke: the error of a result that could not be read, else a worker died."""
    why = f"work{records.SEPARATOR}BrokenProcessPool"
    last = str(cause[-1]).strip() if type(cause) is list and cause else ""
    return f"{why}{records.SEPARATOR}{last}" if last else why


# --- in the workers ----------------------------------------------------------------------------


def _watch_worker(process: "Any") -> None:
    """Called in a new process: when it is an executor's worker, look at its two queues."""
    module = sys.modules.get("concurrent.futures.process")
    if module is None or process._target is not module._process_worker:
        return
    calls, results = process._args[:2]
    tasks = calls.__dict__.get("_procession_tasks", calls)
    if tasks is calls:
        name = calls._rlock._semlock.name
        tasks = Tasks("ProcessPoolExecutor", f"executor:{name}") if name else None
    if tasks is not None:
        # Whose worker it is, should its initializer fail.
        emit(records.CALL, tasks.object, aux=text("worker"), flags=records.FLAG_UNCOUNTED)
        calls.get = _taking(calls.get, tasks)
        results.put = _finishing(results.put, tasks)


def _taking(original: "Any", tasks: Tasks) -> "Any":
    def get(block=True, timeout=None):  # type: ignore[no-untyped-def]
        try:
            emit(records.WAIT_EXPECTED, tasks.object, 0, -1, text("task"))
            try:
                got = original(block, timeout)
            except BaseException as error:
                emit(records.WAKE, tasks.object, value=records.WOKE_ERROR)
                shorten(error)
                raise
            emit(records.WAKE, tasks.object)
            try:
                if got is not None:
                    tasks.begun(task_number(got.work_id), _what(got.fn, got.args)[0])
            except Exception as fault:
                swallow(fault)
                return got
            return got
        except BaseException as error:
            shorten(error)
            raise

    return cover_entry(get)


def _finishing(original: "Any", tasks: Tasks) -> "Any":
    def put(obj):  # type: ignore[no-untyped-def]
        try:
            try:
                if isinstance(obj, _process[0]._ResultItem):
                    error = "" if obj.exception is None else failure(obj.exception)
                    tasks.done(task_number(obj.work_id), error)
            except Exception as fault:
                swallow(fault)
            try:
                return original(obj)
            except BaseException as error:
                shorten(error)
                raise
        except BaseException as error:
            shorten(error)
            raise

    return cover_entry(put)


# --- futures: the program's own calls ----------------------------------------------------------


def _around_look(verb: str) -> "Any":
    def around(original: "Any") -> "Any":
        def look(self, timeout=None):  # type: ignore[no-untyped-def]
            try:
                tasks, number = self.__dict__.get("_procession") or _NOT_OURS
                waited = tasks is not None and self._state in _UNDECIDED
                if waited:
                    wait = -1 if timeout is None else nanoseconds(timeout)
                    emit(records.WAIT_EXPECTED, tasks.object, place(1), wait, text(verb))
                try:
                    value = original(self, timeout)
                except BaseException as error:
                    if tasks is not None:
                        _looked(self, tasks, number, waited, error)
                    shorten(error)
                    raise
                if tasks is not None:
                    _looked(self, tasks, number, waited, None)
                return value
            except BaseException as error:
                shorten(error)
                raise

        return look

    return around


def _looked(
    future: "Any", tasks: Tasks, number: int, waited: bool, error: "BaseException | None"
) -> None:
    decided = future._state not in _UNDECIDED
    if waited:
        late = type(error).__name__ == "TimeoutError"
        outcome = records.WOKE_TIMEOUT if late else records.WOKE_ERROR
        emit(records.WAKE, tasks.object, value=records.WOKE_OK if decided else outcome)
    if decided:
        emit(records.READ, tasks.object, place(2), number | records.ALL_TASKS)


def _around_running(original: "Any") -> "Any":
    def set_running_or_notify_cancel(self):  # type: ignore[no-untyped-def]
        try:
            try:
                running = original(self)
            except BaseException as error:
                shorten(error)
                raise
            if not running:
                tasks, number = self.__dict__.get("_procession") or _NOT_OURS
                if tasks is not None:
                    _gone(tasks, number, "cancelled")
            return running
        except BaseException as error:
            shorten(error)
            raise

    return set_running_or_notify_cancel


def _around_waiters(original: "Any") -> "Any":
    # wait() and as_completed() sleep on the event of what this makes.
    def _create_and_install_waiters(fs, return_when):  # type: ignore[no-untyped-def]
        try:
            try:
                waiter = original(fs, return_when)
            except BaseException as error:
                shorten(error)
                raise
            try:
                for future in fs:
                    ours = future.__dict__.get("_procession")
                    if ours is not None:
                        waiter.event.__class__ = _watched_event(type(waiter.event))
                        waiter.event._procession = ours[0]
                        break
            except Exception as fault:
                swallow(fault)
                return waiter
            return waiter
        except BaseException as error:
            shorten(error)
            raise

    return _create_and_install_waiters


_events: "dict[type, type]" = {}


def _watched_event(kind: type) -> type:
    known = _events.get(kind)
    if known is None:
        base: Any = kind

        def wait(self, timeout=None):  # type: ignore[no-untyped-def]
            try:
                tasks = self._procession
                limit = -1 if timeout is None else nanoseconds(timeout)
                emit(records.WAIT_EXPECTED, tasks.object, place(1), limit, text("wait"))
                try:
                    got = base.wait(self, timeout)
                except BaseException as error:
                    emit(records.WAKE, tasks.object, value=records.WOKE_ERROR)
                    shorten(error)
                    raise
                emit(records.WAKE, tasks.object, value=int(not got))
                return got
            except BaseException as error:
                shorten(error)
                raise

        members = {"wait": wait, "__module__": kind.__module__}
        known = _events[kind] = type(kind.__name__, (kind,), members)
    return known
