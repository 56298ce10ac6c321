"""``procession record``: the program is as it would be without us, and its recording is kept."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from procession.recorder.target import is_recording
from tests.cli.calling import COMMAND, call, program

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and descriptors are POSIX")
LAST_LINE = re.compile(rb"recorded (.*): (\d+) process(?:es)?, (\d+) events?, (\d+) findings?\n$")


def without_our_line(stderr: bytes) -> bytes:
    assert LAST_LINE.search(stderr), stderr
    return LAST_LINE.sub(b"", stderr)


PROGRAMS = {
    "echo": ("import sys; sys.stdout.write(sys.stdin.read()); print(sys.argv[1:])", 0),
    "exit": ("import sys; print('o'); print('e', file=sys.stderr); sys.exit(3)", 3),
    "message": ("raise SystemExit('bye')", 1),
    "os_exit": ("import os; os._exit(5)", 5),
    "exception": ("def f():\n    raise ValueError('no')\nf()", 1),
    "syntax": ("def f(:", 1),
    "path": ("import sys; print(__name__, __file__, sys.argv, sys.path[0], sys.flags)", 0),
    "stack": ("import sys; print(sys._getframe().f_back, sorted(globals()))", 0),
    "environment": ("import os; print(sorted(os.environ.items()))", 0),
    "signals": ("import signal as s; print([s.getsignal(n) for n in range(1, 30)])", 0),
    "mask": ("import signal as s; print(s.pthread_sigmask(s.SIG_BLOCK, []))", 0),
    "descriptors": ("import os; print(os.listdir('/proc/self/fd'))", 0),
    "groups": ("import os; print(os.getpgrp(), os.getsid(0), os.umask(0), os.getcwd())", 0),
    "limits": ("import resource as r; print([r.getrlimit(n) for n in range(10)])", 0),
}


@posix
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_is_as_it_would_be_without_us(tmp_path: Path, name: str) -> None:
    text, status = PROGRAMS[name]
    path = program(tmp_path, text)
    words = [str(path), "--flag", "-o", "x y"]
    # One group for both: the group's number is among what is compared.
    bare = subprocess.run(
        [sys.executable, *words], input=b"in\nput", capture_output=True, cwd=tmp_path
    )
    output = tmp_path / "run.procession"
    ours = call(
        "record", "--python", sys.executable, "-o", output, *words, stdin=b"in\nput", cwd=tmp_path
    )
    assert bare.returncode == ours.returncode == status
    assert ours.stdout == bare.stdout
    assert without_our_line(ours.stderr) == bare.stderr
    assert is_recording(output)


@posix
def test_a_signal_gives_128_and_its_number(tmp_path: Path) -> None:
    path = program(tmp_path, "import os; os.kill(os.getpid(), 15)")
    assert call("record", "-o", tmp_path / "a.procession", path).returncode == 143


def test_a_module(tmp_path: Path) -> None:
    program(tmp_path, "import sys; print(__name__, sys.argv[1:])", "mod.py")
    done = call("record", "-o", "a.procession", "-m", "mod", "-o", "--quiet", cwd=tmp_path)
    assert done.stdout.split() == b"__main__ ['-o', '--quiet']".split()
    assert done.returncode == 0


def test_a_folder_and_a_zip_with_a_main(tmp_path: Path) -> None:
    folder = tmp_path / "app"
    folder.mkdir()
    program(folder, "print('from', __name__)", "__main__.py")
    with zipfile.ZipFile(tmp_path / "app.zip", "w") as archive:
        archive.write(folder / "__main__.py", "__main__.py")
    for name in ("app", "app.zip"):
        done = call("record", "-o", "a.procession", name, cwd=tmp_path)
        assert (done.returncode, done.stdout.strip()) == (0, b"from __main__")


def test_the_time_out(tmp_path: Path) -> None:
    path = program(tmp_path, "import time\nwhile True: time.sleep(100)")
    done = call("record", "--timeout", "0.5", "-o", tmp_path / "a.procession", path)
    assert done.returncode == 124
    assert is_recording(tmp_path / "a.procession")


def test_quiet_says_nothing(tmp_path: Path) -> None:
    path = program(tmp_path, "print('x')")
    done = call("record", "--quiet", "-o", tmp_path / "a.procession", path)
    assert (done.stdout.strip(), done.stderr) == (b"x", b"")


def test_without_a_name_the_recording_goes_to_the_library(tmp_path: Path) -> None:
    path = program(tmp_path, "print('x')")
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}
    done = call("record", path, env=environment)
    found = LAST_LINE.search(done.stderr)
    assert found is not None
    kept = Path(os.fsdecode(found[1]))
    assert is_recording(kept)
    if sys.platform == "linux":
        assert kept.parent == tmp_path / "procession" / "runs"


@posix
def test_a_descriptor_from_the_shell_reaches_the_program(tmp_path: Path) -> None:
    path = program(tmp_path, "import sys; print(open(sys.argv[1]).read())")
    read, write = os.pipe()
    os.write(write, b"through")
    os.close(write)
    output = tmp_path / "a.procession"
    done = call("record", "-o", output, path, f"/dev/fd/{read}", pass_fds=[read])
    os.close(read)
    assert done.stdout == b"through\n"


@posix
def test_a_reader_that_stops_reading_ends_the_program_as_without_us(tmp_path: Path) -> None:
    # Past Python's buffer: what a failed flush leaves in it may fail again when the interpreter
    # ends, which then ends with 120, observed or not.
    path = program(tmp_path, "import os\nwhile True: os.write(1, b'y' * 1000)")
    for capture in ([], ["--capture"]):
        process = subprocess.Popen(
            [*COMMAND, "record", *capture, "-o", str(tmp_path / "a.procession"), str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.wait(60) == 1
        assert b"BrokenPipeError" in process.stderr.read()
        process.stderr.close()


@posix
def test_a_hundred_megabytes_pass_through_capture(tmp_path: Path) -> None:
    path = program(
        tmp_path,
        """
        import sys
        for number in range(100):
            sys.stdout.buffer.write(bytes([number]) * 1_000_000)
        """,
    )
    done = call("record", "--capture", "--quiet", "-o", tmp_path / "a.procession", path)
    assert done.stdout == b"".join(bytes([number]) * 1_000_000 for number in range(100))


@posix
@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_the_default_start_method(tmp_path: Path, method: str) -> None:
    path = program(tmp_path, "import multiprocessing as m; print(m.get_start_method())")
    output = tmp_path / "a.procession"
    done = call("record", "--start-method", method, "-o", output, path)
    assert done.stdout.decode().strip() == method


@posix
def test_a_terminated_command_line_passes_it_on(tmp_path: Path) -> None:
    path = program(
        tmp_path,
        """
        import signal, sys
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(21))
        print("ready", flush=True)
        signal.pause()
        """,
    )
    output = tmp_path / "a.procession"
    process = subprocess.Popen(
        [*COMMAND, "record", "--quiet", "-o", str(output), str(path)], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    process.terminate()
    assert process.wait(60) == 21
    process.stdout.close()
    assert is_recording(output)
