"""``self-test``: does Procession work here? Real lessons, a real window, a real Stop."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from procession.cli.options import START_METHODS, Options

if TYPE_CHECKING:
    from procession.plugin.lessons import LessonInfo
    from procession.plugin.manager import Manager

_TIMEOUT_S = 60.0
_ENDLESS = """\
import multiprocessing
import signal


def wait_for_ever(ready):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    ready.release()
    multiprocessing.Event().wait()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ready = multiprocessing.Semaphore(0)
    for _ in range(2):
        multiprocessing.Process(target=wait_for_ever, args=(ready,)).start()
    for _ in range(2):
        ready.acquire()
    print("ready", flush=True)
    wait_for_ever(ready)
"""


def add_verbs(verbs: Any) -> None:
    """Add this group's verb to the parser."""
    parser = verbs.add_parser("self-test", help="say whether Procession works on this machine")
    parser.add_argument("--json", action="store_true", help="for programs to read")
    parser.set_defaults(verb=self_test)


def self_test(options: Options) -> int:
    """``procession self-test``: 0 when everything passed, else 1."""
    from procession.plugin.manager import load

    manager = load(safe_mode=options.safe_mode)
    lessons = manager.lessons()
    report: dict[str, Any] = {"python": sys.version.split()[0], "platform": sys.platform}
    passed = bool(lessons)
    with tempfile.TemporaryDirectory(prefix="procession-self-test-") as folder:
        recording = Path(folder) / "run.procession"
        methods = report["start_methods"] = {}
        for method in START_METHODS if lessons else ():
            if method in lessons[0].start_methods and (
                sys.platform != "win32" or method == "spawn"
            ):
                methods[method] = _lesson(manager, lessons[0], method, recording)
                passed = passed and methods[method]["ok"]
                _say(options, f"{lessons[0].id}, {method}", methods[method])
        report["stop"] = _stop(manager, Path(folder))
        passed = passed and report["stop"]["ok"]
        _say(options, "Stop", report["stop"])
        report["window"] = _window(recording, Path(folder) / "window.png")
        passed = passed and report["window"]["ok"]
        _say(options, "window, drawn offscreen", report["window"])
    report["ok"] = passed
    print(json.dumps(report, indent=1) if options.json else "pass" if passed else "fail")
    return 0 if passed else 1


def _say(options: Options, what: str, result: dict[str, Any]) -> None:
    if not options.json:
        details = ", ".join(f"{key} {value}" for key, value in result.items() if key != "ok")
        print(f"{'ok  ' if result['ok'] else 'FAIL'}  {what}: {details}", flush=True)


def _lesson(manager: Manager, lesson: LessonInfo, method: str, recording: Path) -> dict[str, Any]:
    """One run of a lesson: how it ended, and when its first records were here."""
    from procession.recorder.client import RecorderClient
    from procession.recorder.plan import RunPlan

    plan = RunPlan(
        output=str(recording),
        script=str(lesson.path),
        start_method=method,
        probes=tuple(manager.probes()),
        timeout_s=_TIMEOUT_S,
        title=lesson.title,
        lesson=lesson.id,
    )
    began = time.perf_counter()
    client = RecorderClient(plan)
    first = None
    end: dict[str, Any] = {}
    try:
        while True:
            message = client.connection.recv_bytes()
            if first is None and message[:1] == b"R":
                first = round(1000 * (time.perf_counter() - began))
            if message[:1] == b"J" and b'"end"' in message:
                end = json.loads(message[1:])
                client.send({"do": "close"})
    except EOFError:
        client.close()
    ok = end.get("exit_status") == 0 and end.get("processes", 0) > 1 and first is not None
    return {
        "ok": ok,
        "exit_status": end.get("exit_status"),
        "processes": end.get("processes"),
        "events": end.get("events"),
        "first_span_ms": first,
    }


def _stop(manager: Manager, folder: Path) -> dict[str, Any]:
    """Stop a program that ignores Ctrl-C and terminate; how many processes it left."""
    import psutil

    from procession.recorder.client import RecorderClient
    from procession.recorder.plan import RunPlan

    script = folder / "endless.py"
    script.write_text(_ENDLESS, encoding="utf-8")
    plan = RunPlan(
        output=str(folder / "stopped.procession"),
        script=str(script),
        probes=tuple(manager.probes()),
        timeout_s=_TIMEOUT_S,
    )
    client = RecorderClient(plan)
    end: dict[str, Any] = {}
    processes: list[psutil.Process] = []
    began = time.perf_counter()
    try:
        while True:
            message = client.connection.recv_bytes()
            if message[:1] == b"O" and b"ready" in message and not processes:
                processes = psutil.Process(client.process.pid).children(recursive=True)
                began = time.perf_counter()
                client.stop()
            elif message[:1] == b"J" and b'"end"' in message:
                end = json.loads(message[1:])
                client.send({"do": "close"})
    except EOFError:
        client.close()
    left = sum(process.is_running() for process in processes)
    took = round(time.perf_counter() - began, 1)
    ok = bool(processes) and left == 0 and end.get("state") == "stopped"
    return {"ok": ok, "processes": len(processes), "left": left, "seconds": took}


def _window(recording: Path, picture: Path) -> dict[str, Any]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = time.perf_counter()
    try:
        from procession.ui.picture import draw

        draw(str(recording), str(picture))
        size = picture.stat().st_size
    except Exception as error:
        return {"ok": False, "error": f"{type(error).__name__}: {error}"}
    took = round(1000 * (time.perf_counter() - began))
    return {"ok": size > 0, "window_ms": took}
