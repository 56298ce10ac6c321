"""Ctrl-C, through a real terminal: it reaches the program as it would without Procession."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from procession.recorder.target import is_recording
from tests.cli.calling import COMMAND, program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")

if sys.platform != "win32":
    import pty

    class Terminal:
        """A session with a terminal of its own, and a command in its foreground."""

        def __init__(self, command: list[str]) -> None:
            self.pid, self.master = pty.fork()
            if self.pid == 0:
                os.execv(command[0], command)
            self.seen = b""
            self.status: int | None = None

        def until(self, text: bytes) -> None:
            while text not in self.seen:
                data = os.read(self.master, 4096)
                assert data, self.seen
                self.seen += data

        def type(self, data: bytes) -> None:
            os.write(self.master, data)

        def end(self) -> int:
            try:
                while data := os.read(self.master, 4096):
                    self.seen += data
            except OSError:
                pass  # nobody holds the other end any more
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            return self.status

        def close(self) -> None:
            os.close(self.master)
            if self.status is None:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()


def both(folder: Path, text: str, terminals: list[Terminal]) -> tuple[Terminal, Terminal]:
    """The program without us and with us."""
    path = str(program(folder, text))
    bare = Terminal([sys.executable, path])
    terminals.append(bare)
    output = str(folder / "a.procession")
    ours = Terminal([*COMMAND, "record", "--python", sys.executable, "-o", output, path])
    terminals.append(ours)
    return bare, ours


def comparable(seen: bytes) -> bytes:
    return re.sub(rb"recorded [^\n]*\n", b"", seen)


def asleep(script: Path, processes: int) -> None:
    """Wait until all processes of a program wait in the kernel, for each other or for input.

    Where Ctrl-C finds them before that is never the same, with us and without us.
    """
    while True:
        ours = [process for process in psutil.process_iter() if runs(process, script)]
        if len(ours) == processes and all(waits(process) for process in ours):
            return


def runs(process: psutil.Process, script: Path) -> bool:
    try:
        return process.cmdline()[1:2] == [str(script)]
    except psutil.Error:
        return False


def waits(process: psutil.Process) -> bool:
    try:
        if sys.platform == "linux":
            place = Path(f"/proc/{process.pid}/wchan").read_text()
            return "wait" in place or "futex" in place
        return process.status() == psutil.STATUS_SLEEPING
    except (psutil.Error, OSError):
        return False


def test_ctrl_c_interrupts_the_program_and_the_recording_is_kept(
    tmp_path: Path, terminals: list[Terminal]
) -> None:
    text = """
        try:
            print("ready", flush=True)
            input()
        except KeyboardInterrupt:
            print("interrupted")
            raise SystemExit(17)
    """
    bare, ours = both(tmp_path, text, terminals)
    for terminal in (bare, ours):
        terminal.until(b"ready\r\n")
        terminal.type(b"\x03")
        assert terminal.end() == 17
    assert comparable(ours.seen) == bare.seen
    assert is_recording(tmp_path / "a.procession")


def test_ctrl_c_kills_a_program_that_does_not_catch_it(
    tmp_path: Path, terminals: list[Terminal]
) -> None:
    text = """
        import multiprocessing
        def child(ready):
            ready.release()
            multiprocessing.Event().wait()
        if __name__ == "__main__":
            ready = multiprocessing.Semaphore(0)
            children = [multiprocessing.Process(target=child, args=(ready,)) for _ in range(2)]
            for process in children:
                process.start()
            for process in children:
                ready.acquire()
            print("ready", flush=True)
            for process in children:
                process.join()
    """
    bare, ours = both(tmp_path, text, terminals)
    for terminal in (bare, ours):
        terminal.until(b"ready\r\n")
    asleep(tmp_path / "program.py", processes=6)
    for terminal in (bare, ours):
        terminal.type(b"\x03")
    assert bare.end() == -signal.SIGINT
    assert ours.end() == 128 + signal.SIGINT
    # Where each of the three is hit, and in which order they print, is never the same.
    for terminal in (bare, ours):
        assert terminal.seen.count(b"KeyboardInterrupt") == 3
    assert b"procession/" not in comparable(ours.seen)
    assert is_recording(tmp_path / "a.procession")


def test_input_edits_its_line_as_without_us(tmp_path: Path, terminals: list[Terminal]) -> None:
    bare, ours = both(tmp_path, "import readline; print(input('? ')[::-1])", terminals)
    for terminal in (bare, ours):
        terminal.until(b"? ")
        terminal.type(b"abd\x7fc\n")
        assert terminal.end() == 0
        assert b"cba" in terminal.seen


def test_a_program_may_ignore_ctrl_c(tmp_path: Path, terminals: list[Terminal]) -> None:
    text = """
        import signal
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        print("ready", flush=True)
        print("got", input())
    """
    _, ours = both(tmp_path, text, terminals)
    ours.until(b"ready\r\n")
    ours.type(b"\x03")
    ours.type(b"on\n")
    assert ours.end() == 0
    assert b"got on" in ours.seen
