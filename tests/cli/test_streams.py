"""Standard streams that are closed, full or no longer read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calling import COMMAND, call, program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="descriptors are POSIX")

SEEN = """
import os, sys
open_ = []
for number in range(3):
    try:
        os.fstat(number)
        open_.append(number)
    except OSError:
        pass
streams = [sys.stdin is None, sys.stdout is None, sys.stderr is None]
with open(sys.argv[1], "w") as file:
    file.write(repr((open_, streams)))
"""


def in_shell(redirection: str, *words: object) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a shell does with this redirection."""
    line = ["sh", "-c", f'exec "$@" {redirection}', "sh", *map(str, words)]
    return subprocess.run(line, capture_output=True, stdin=subprocess.DEVNULL, timeout=90)


@pytest.mark.parametrize("redirection", [">&-", "<&-", "2>&-", "<&- >&- 2>&-"])
def test_a_program_finds_closed_what_was_closed(tmp_path: Path, redirection: str) -> None:
    path = program(tmp_path, SEEN)
    bare = in_shell(redirection, sys.executable, path, tmp_path / "bare")
    output = tmp_path / "a.procession"
    record = [*COMMAND, "record", "--python", sys.executable, "-o", output]
    ours = in_shell(redirection, *record, path, tmp_path / "ours")
    assert ours.returncode == bare.returncode == 0, ours.stderr
    assert (tmp_path / "ours").read_text() == (tmp_path / "bare").read_text()
    shown = json.loads(call("show", "--json", output).stdout)
    assert (shown["complete"], shown["exit_status"]) == (True, 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_output_that_cannot_be_written_is_told_in_one_sentence() -> None:
    done = in_shell(">/dev/full", *COMMAND, "lessons")
    assert done.returncode == 125
    assert done.stderr == b"procession: the output cannot be written: No space left on device\n"


@pytest.mark.parametrize("redirection", [">&-", "| head -c 1"])
def test_output_that_nobody_gets_is_no_failure(redirection: str) -> None:
    done = in_shell(redirection, *COMMAND, "lessons")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(sys.platform != "linux", reason="a folder where root cannot write either")
def test_a_recording_that_cannot_be_made_ends_at_once(tmp_path: Path) -> None:
    path = program(tmp_path, "print('x')")
    done = call("record", "-o", "/proc/a.procession", path)
    assert (done.returncode, done.stdout) == (125, b"")
    assert done.stderr.startswith(b"procession: cannot write /proc/a.procession: ")
    assert done.stderr.count(b"\n") == 1
