"""The program's own terminal, and what it prints."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import psutil
import pytest

from procession.recorder.messages import LIMIT
from tests.recorder.watching import Watched, watch

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")


def test_the_program_has_a_terminal_and_is_in_its_foreground(tmp_path: Path) -> None:
    script = """
        import os, sys
        print([os.isatty(number) for number in range(3)], os.tcgetpgrp(0) == os.getpgrp())
        print(os.get_terminal_size().columns, os.environ["TERM"] != "", os.open("/dev/tty", 2) > 2)
    """
    run = watch(tmp_path, script, columns=77)
    assert run.printed == b"[True, True, True] True\r\n77 True True\r\n"


def test_input_answers_and_ends(tmp_path: Path) -> None:
    script = """
        print("hello", input("name? "))
        try:
            input("more? ")
        except EOFError:
            print("no more")
    """
    run = Watched(tmp_path, script).until(lambda run: b"name? " in run.printed)
    run.client.send({"do": "input", "text": "Zoë\n"})
    run.until(lambda run: b"more? " in run.printed)
    run.client.send({"do": "eof"})
    run.finish()
    assert "hello Zoë" in run.printed.decode()
    assert b"no more" in run.printed
    typed = b"".join(data for (data,) in run.query("SELECT data FROM output WHERE stream='in'"))
    assert typed.decode() == "Zoë\n"


def test_the_terminal_is_resized(tmp_path: Path) -> None:
    script = """
        import os, signal
        seen = []
        signal.signal(signal.SIGWINCH, lambda *_: seen.append(os.get_terminal_size()))
        print("ready", flush=True)
        while not seen:
            signal.pause()
        print(tuple(seen[0]))
    """
    run = Watched(tmp_path, script).until(lambda run: b"ready" in run.printed)
    run.client.send({"do": "resize", "rows": 11, "columns": 33})
    run.finish()
    assert b"(33, 11)" in run.printed


def test_output_is_stored_and_streamed_alike(tmp_path: Path) -> None:
    script = """
        import sys
        for number in range(3000):
            print("line", number)
    """
    run = watch(tmp_path, script)
    stored = b"".join(data for (data,) in run.query("SELECT data FROM output ORDER BY id"))
    assert stored == run.printed == b"".join(b"line %d\r\n" % n for n in range(3000))
    assert run.longest <= LIMIT


def test_a_hundred_megabytes_of_output_take_no_memory(tmp_path: Path) -> None:
    script = """
        import sys
        block = b"x" * 1023 + b"\\n"
        for _ in range(100 * 1024):
            sys.stdout.buffer.write(block)
    """
    run = Watched(tmp_path, script)
    most = 0
    recorder = psutil.Process(run.client.process.pid)
    count = 0

    def over(run: Watched) -> bool:
        nonlocal most, count
        count += 1
        run.printed.clear()
        if count % 100 == 0 and not run.end:
            most = max(most, recorder.memory_info().rss)
        return bool(run.end)

    run.until(over).finish()
    ((stored,),) = run.query("SELECT sum(length(data)) FROM output")
    assert stored == 100 * 1024 * 1025  # with the terminal's carriage returns
    assert 0 < most < 150 * 1024 * 1024
    assert run.end["exit_status"] == 0


LOUD = """
    import multiprocessing, sys

    def work(lock):
        for _ in range(150_000):
            with lock:
                pass

    if __name__ == "__main__":
        held = open(sys.argv[1], "wb")
        lock = multiprocessing.get_context("fork").Lock()
        for number in range(4):
            process = multiprocessing.get_context("fork").Process(target=work, args=(lock,))
            process.start()
            process.join()
        sys.stdout.buffer.write(b"y" * 24_000_000)
        print("done", flush=True)
"""


def test_a_watcher_that_does_not_read_slows_nobody_and_catches_up(tmp_path: Path) -> None:
    """Nothing is read until the program has ended; then the file has what was dropped."""
    assert sys.platform != "win32"
    held = tmp_path / "held"
    os.mkfifo(held)
    run = Watched(tmp_path, LOUD, str(held))
    # Open for writing as long as the program runs.
    assert held.read_bytes() == b""
    run.finish()
    assert run.caught_up
    ((stored,),) = run.query("SELECT sum(length(data)) FROM output")
    assert stored == 24_000_000 + len("done\r\n")
    last = run.caught_up[-1]
    ((outputs,),) = run.query("SELECT max(id) FROM output")
    assert last["output"] <= outputs
    assert run.run()["complete"] is True


def test_captured_output_is_stored_by_stream(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    script = """
        import sys
        print("to out")
        print("to err", file=sys.stderr)
    """
    run = watch(tmp_path, script, terminal="capture")
    stored = {"out": b"", "err": b""}
    for stream, data in run.query("SELECT stream, data FROM output ORDER BY id"):
        stored[stream] += data
    assert stored == {"out": b"to out\n", "err": b"to err\n"}
    assert capfd.readouterr() == ("to out\n", "to err\n")
