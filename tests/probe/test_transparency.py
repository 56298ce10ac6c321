"""An observed program behaves as a bare one: output, errors, tracebacks, environment."""

from __future__ import annotations

import difflib
import os
import re
import textwrap
from pathlib import Path

import pytest

from tests.probe.observing import bare, observe

MISUSES = Path(__file__).with_name("misuses.py")
METHODS = ("fork", "spawn", "forkserver")


def normal(text: bytes) -> bytes:
    """Without what differs between any two runs: addresses and process ids."""
    text = re.sub(rb"0x[0-9a-f]+", b"0xX", text)
    return re.sub(rb"\b\d{3,7}\b", b"N", text)


def difference(plain: bytes, seen: bytes) -> list[str]:
    """Lines that only one of the two has, marked as in a diff."""
    lines = [normal(text).decode().splitlines() for text in (plain, seen)]
    return [line for line in difflib.unified_diff(*lines, lineterm="", n=0) if line[:2] != "@@"]


def same(folder: Path, *command: str | Path) -> None:
    """Run a program both ways and compare everything a terminal would show."""
    plain = bare(folder, *command)
    seen = observe(folder, *command)
    assert seen.failures == []
    assert seen.records, "nothing was recorded: the comparison would be empty"
    assert seen.status == plain.status
    assert not (lines := difference(plain.out, seen.out)), "\n".join(lines)
    assert not (lines := difference(plain.err, seen.err)), "\n".join(lines)


@pytest.mark.parametrize("method", METHODS)
def test_results_and_tracebacks_of_every_misuse_are_the_same(tmp_path: Path, method: str) -> None:
    same(tmp_path, MISUSES, method)


def test_what_c_code_alone_calls_works_as_ever(tmp_path: Path) -> None:
    program = MISUSES.with_name("from_c.py")
    plain = bare(tmp_path, program)
    assert plain.out.endswith(b"end\n")
    seen = observe(tmp_path, program)
    assert (seen.status, seen.out, seen.err) == (0, plain.out, b"") == (plain.status, seen.out, b"")


def script(folder: Path, text: str) -> Path:
    path = folder / "program.py"
    path.write_text(textwrap.dedent(text))
    return path


@pytest.mark.parametrize("method", METHODS)
def test_nothing_of_ours_is_left_in_any_process(tmp_path: Path, method: str) -> None:
    program = script(
        tmp_path,
        f"""
        import multiprocessing as mp, os, sys, threading

        def look():
            return (
                *sorted(os.environ.items()),
                sys.path,
                sys.argv,
                *sorted(sys.path_importer_cache),
                [name for name in sys.modules if "procession" in name or "custom" in name],
                threading.active_count(),
                len(os.listdir("/proc/self/fd")),
                sys.warnoptions,
                str(sys.flags),
                sys.getrecursionlimit(),
            )

        def tell(queue):
            queue.put(look())

        if __name__ == "__main__":
            mp.set_start_method({method!r})
            print(*look(), sep="\\n")
            queue = mp.SimpleQueue()
            child = mp.Process(target=tell, args=(queue,))
            child.start()
            print(*queue.get(), sep="\\n")
            child.join()
            with mp.Pool(1) as pool:
                print(*pool.apply(look), sep="\\n")
        """,
    )
    same(tmp_path, program)


@pytest.mark.parametrize(
    "flags", [["-W", "error"], ["-X", "dev"], ["-O"], ["-B"], ["-u"], ["-X", "no_debug_ranges"]]
)
def test_flags_of_the_interpreter_change_nothing(tmp_path: Path, flags: list[str]) -> None:
    program = script(
        tmp_path,
        """
        import multiprocessing as mp, warnings

        def work(lock, queue):
            with lock:
                queue.put("x")

        if __name__ == "__main__":
            lock, queue = mp.Lock(), mp.Queue()
            child = mp.Process(target=work, args=(lock, queue))
            child.start()
            print(queue.get())
            child.join()
            with mp.Pool(2) as pool:
                print(pool.map(abs, [-1, 2]))
            print(__debug__, warnings.filters[:1])
        """,
    )
    same(tmp_path, *flags, program)


def test_a_package_a_directory_and_a_zip_run_as_they_would(tmp_path: Path) -> None:
    import zipapp

    text = textwrap.dedent(
        """
        import multiprocessing as mp, sys
        def work():
            print("child", __name__)
        if __name__ == "__main__":
            mp.set_start_method("fork")
            print(sys.argv[1:], __spec__ and __spec__.name, bool(__file__), sys.path[0])
            child = mp.Process(target=work)
            child.start()
            child.join()
        """
    )
    package = tmp_path / "parcel"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "__main__.py").write_text(text)
    zipapp.create_archive(package, tmp_path / "parcel.pyz")
    for number, command in enumerate((["-m", "parcel"], ["parcel"], ["parcel.pyz"])):
        folder = tmp_path / str(number)
        folder.mkdir()
        plain = bare(folder, *command, "an argument", cwd=tmp_path)
        seen = observe(folder, *command, "an argument", cwd=tmp_path)
        assert (seen.status, seen.out, seen.err) == (plain.status, plain.out, plain.err)
        assert b"child" in seen.out
        assert len(seen.pids) >= 2


def test_the_users_own_sitecustomize_and_pythonpath_still_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "sitecustomize.py").write_text("print('mine', __file__)\nANSWER = 42\n")
    monkeypatch.setenv("PYTHONPATH", str(own))
    program = script(
        tmp_path,
        """
        import os, sitecustomize, subprocess, sys
        print(sitecustomize.ANSWER, os.environ["PYTHONPATH"], flush=True)
        subprocess.run([sys.executable, "-c", "import os; print(os.environ['PYTHONPATH'])"])
        """,
    )
    same(tmp_path, program)


def test_a_broken_sitecustomize_of_the_user_is_reported_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "sitecustomize.py").write_text("import not_there_at_all\n")
    monkeypatch.setenv("PYTHONPATH", str(own))
    same(tmp_path, script(tmp_path, "print('on we go')\n"))


def test_modules_beside_the_script_still_hide_the_standard_librarys(tmp_path: Path) -> None:
    for name in ("struct", "queue", "ast", "json", "tempfile", "types"):
        (tmp_path / f"{name}.py").write_text(f"print('own {name}')\n")
    program = script(tmp_path, "import json, ast\nprint(json.__file__)\n")
    same(tmp_path, program)


@pytest.mark.parametrize(
    "what",
    ["os.environ.clear()", "os.closerange(3, 200)", "sys.modules.clear()", "sys.meta_path.clear()"],
)
def test_programs_that_clear_the_ground_go_on(tmp_path: Path, what: str) -> None:
    program = script(
        tmp_path,
        f"""
        import multiprocessing as mp, os, sys

        def work(lock):
            with lock:
                print("child", flush=True)

        if __name__ == "__main__":
            if "meta_path" in {what!r}:
                import multiprocessing.popen_fork, multiprocessing.synchronize
            lock = mp.Lock()
            {what}
            child = mp.Process(target=work, args=(lock,))
            child.start()
            child.join()
            print(child.exitcode)
        """,
    )
    same(tmp_path, program)


def test_locks_in_signal_handlers_and_destructors_are_safe(tmp_path: Path) -> None:
    program = script(
        tmp_path,
        """
        import gc, multiprocessing as mp, signal

        outer, inner = mp.Lock(), mp.Lock()
        taken = 0

        def handle(number, frame):
            global taken
            if inner.acquire(False):
                taken += 1
                inner.release()

        class Leaves:
            def __init__(self):
                self.me = self
            def __del__(self):
                if inner.acquire(False):
                    inner.release()

        signal.signal(signal.SIGALRM, handle)
        signal.setitimer(signal.ITIMER_REAL, 0.004, 0.004)
        for _ in range(150_000):
            with outer:
                pass
            if not _ % 100:
                Leaves()
                gc.collect(0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        keep = Leaves()
        print(taken > 0)
        """,
    )
    seen = observe(tmp_path, program)
    assert (seen.status, seen.out, seen.err) == (0, b"True\n", b"")
    assert seen.count()["held"] >= 150_000


def test_the_probe_imports_no_python_module_of_the_standard_library(tmp_path: Path) -> None:
    program = script(
        tmp_path,
        """
        import sys
        print(*sorted(name for name, module in sys.modules.items()
                      if (getattr(module, "__file__", None) or "").endswith(".py")))
        """,
    )
    same(tmp_path, program)


def test_the_stack_is_as_deep_as_it_was(tmp_path: Path) -> None:
    program = script(
        tmp_path,
        """
        import multiprocessing as mp, traceback
        def work():
            traceback.print_stack()
        if __name__ == "__main__":
            traceback.print_stack()
            child = mp.get_context("fork").Process(target=work)
            child.start()
            child.join()
        """,
    )
    same(tmp_path, program)


def test_no_thread_of_ours_brings_the_fork_warning(tmp_path: Path) -> None:
    # The warning came with 3.12; before that only the thread would show.
    same(tmp_path, "-W", "error", script(tmp_path, "import os\nif os.fork():\n    os.wait()\n"))


def test_the_environment_of_this_test_has_no_probe() -> None:
    assert "boot" not in os.environ.get("PYTHONPATH", "")
