"""The checks of transparency and exactness can fail: each broken probe is caught by one of them.

A mutant is a copy of the probe, in a folder of its own, with one thing wrong.
"""

from __future__ import annotations

import functools
import importlib.util
import itertools
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.probe import observing
from tests.probe.counted import TIMES
from tests.probe.observing import Observation, bare, observe
from tests.probe.test_transparency import difference

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


# --- the checks: what is wrong with a probe, as text; empty for nothing --------------------------


@functools.cache
def run_bare(folder: Path, name: str, *args: str) -> Observation:
    return bare(folder, HERE / name, *args)


def compare(folder: Path, name: str, *args: str) -> str:
    plain = run_bare(folder.parent, name, *args)
    seen = observe(folder, HERE / name, *args)
    if seen.failures or not seen.records:
        return f"not installed: {seen.failures}"
    if seen.status != plain.status:
        return f"status {seen.status}"
    lines = difference(plain.out, seen.out) + difference(plain.err, seen.err)
    return "\n".join(lines)


def surroundings(folder: Path) -> str:
    return compare(folder, "surroundings.py")


def looks(folder: Path) -> str:
    return compare(folder, "looks.py")


def leaks(folder: Path) -> str:
    return compare(folder, "leaks.py", "spawn")


def counts(folder: Path) -> str:
    seen = observe(folder, HERE / "counted.py")
    if seen.failures:
        return f"not installed: {seen.failures}"
    lock, queue, pool = (seen.count(of=kind) for kind in ("Lock", "Queue", "Pool"))
    both = 2 * TIMES
    written, got = ([r for r in seen.records if r.kind == kind] for kind in ("written", "get"))
    found: dict[str, object] = {
        "held": lock["held"] == both,
        "acquired": (lock["acquire"], lock["release"]) == (both, both),
        "passed": (queue["put"], queue["written"], queue["get"]) == (both, both, both),
        "tasks": all(pool[step] == TIMES for step in ("sent", "begin", "done", "result")),
        "sizes": [r.value for r in written] == [r.value for r in got],
        "order": all(w.time <= g.time for w, g in zip(written, got, strict=False)),
        "apart": _apart(seen),
    }
    return " ".join(name for name, right in found.items() if not right)


def _apart(seen: Observation) -> bool:
    """No two processes hold the lock at a time."""
    held = sorted((r.time, r.value) for r in seen.records if r.kind == "held")
    return all(before[1] <= after[0] for before, after in itertools.pairwise(held))


# --- the mutants --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mutant:
    """One thing wrong: code put at the end of a module, or text in it that is changed."""

    name: str
    caught_by: Callable[[Path], str]
    module: str
    code: str = ""
    old: str = ""


LOCK = "plugins/procession_plugins/lock/probe.py"
PROBE = "desktop/procession/probe/"

MUTANTS = [
    Mutant(
        "keeps a strong reference to what is raised",
        leaks,
        PROBE + "wrapping.py",
        "kept = []\nshorten_ = shorten\n"
        "def shorten(error):\n    kept.append(error)\n    shorten_(error)\n",
    ),
    Mutant(
        "keeps a strong reference to every lock",
        leaks,
        LOCK,
        "def install(watch, install=install):\n    install(watch)\n"
        "    def patch(module):\n        kept = []\n"
        "        make = module.SemLock._make_methods\n"
        "        def _make_methods(self):\n            kept.append(self)\n            make(self)\n"
        "        module.SemLock._make_methods = _make_methods\n"
        "    watch.when_imported('multiprocessing.synchronize', patch)\n",
    ),
    Mutant(
        "puts its name into pickles",
        leaks,
        LOCK,
        "def install(watch, install=install):\n    install(watch)\n"
        "    def patch(module):\n"
        "        class Lock(module.Lock):\n            pass\n"
        "        module.Lock = Lock\n"
        "    watch.when_imported('multiprocessing.synchronize', patch)\n",
    ),
    Mutant(
        "starts a thread",
        surroundings,
        PROBE + "boot.py",
        "import _thread, time\n_thread.start_new_thread(time.sleep, (60,))\n",
    ),
    Mutant(
        "leaves its entry in the environment",
        surroundings,
        PROBE + "inject.py",
        "pass",
        old='del os.environ["PYTHONPATH"]',
    ),
    Mutant(
        "leaves a folder on the path",
        surroundings,
        PROBE + "boot.py",
        "sys.path.append(os.path.dirname(__file__))\n",
    ),
    Mutant(
        "keeps a descriptor open",
        surroundings,
        PROBE + "pages.py",
        "pass",
        old="os.close(descriptor)",
    ),
    Mutant("imports a module", surroundings, PROBE + "boot.py", "import json\n"),
    Mutant(
        "silences a warning",
        surroundings,
        PROBE + "boot.py",
        "import _warnings\n_warnings.filters.insert(0, ('ignore', None, Warning, None, 0))\n"
        "_warnings._filters_mutated()\n",
    ),
    Mutant(
        "leaves its frames in tracebacks",
        surroundings,
        PROBE + "wrapping.py",
        "def shorten(error):\n    pass\n",
    ),
    Mutant(
        "stands between a process and its target",
        surroundings,
        PROBE + "lifecycle.py",
        "def install(watch, install=install):\n    install(watch)\n"
        "    def patch(module):\n"
        "        original = module.BaseProcess.run\n"
        "        def run(self):\n            return original(self)\n"
        "        module.BaseProcess.run = run\n"
        "    watch.when_imported('multiprocessing.process', patch)\n",
    ),
    Mutant(
        "swallows an exception",
        surroundings,
        PROBE + "wrapping.py",
        "replace_ = replace\n"
        "def replace(owner, name, make):\n"
        "    def quiet(original):\n"
        "        inner = make(original)\n"
        "        def start(*args):\n"
        "            try:\n                return inner(*args)\n"
        "            except Exception:\n                return None\n"
        "        return start if name == 'get' else inner\n"
        "    replace_(owner, name, quiet)\n",
    ),
    Mutant(
        "says something at the end",
        surroundings,
        PROBE + "boot.py",
        "import atexit\natexit.register(os.write, 2, b'bye')\n",
    ),
    Mutant(
        "gives functions other names",
        looks,
        PROBE + "wrapping.py",
        "def dress(wrapper, original):\n    return wrapper\n",
    ),
    Mutant(
        "changes a signature",
        looks,
        PROBE + "wrapping.py",
        "replace_ = replace\n"
        "def replace(owner, name, make):\n"
        "    def loose(original):\n"
        "        inner = make(original)\n"
        "        return lambda *args, **more: inner(*args, **more)\n"
        "    replace_(owner, name, loose)\n",
    ),
    Mutant(
        "loses a record now and then",
        counts,
        PROBE + "writer.py",
        "emit_, number = emit, itertools.count().__next__\n"
        "def emit(*args, **more):\n"
        "    if number() % 40 != 39:\n        emit_(*args, **more)\n",
    ),
    Mutant(
        "writes a record twice now and then",
        counts,
        PROBE + "writer.py",
        "emit_, number = emit, itertools.count().__next__\n"
        "def emit(*args, **more):\n"
        "    emit_(*args, **more)\n"
        "    if number() % 40 == 39:\n        emit_(*args, **more)\n",
    ),
    Mutant(
        "tells a wrong size",
        counts,
        PROBE + "writer.py",
        "emit_ = emit\n"
        "def emit(kind, object=0, place=0, value=0, *rest, **more):\n"
        "    emit_(kind, object, place, value + (kind == records.WRITTEN), *rest, **more)\n",
    ),
    Mutant(
        "has another clock in forked children",
        counts,
        PROBE + "writer.py",
        "def clock():\n"
        "    forked = getattr(writer.book, 'parent_token', 0) != 0\n"
        "    return time.perf_counter_ns() + forked * 10**9\n",
    ),
]


def copy_of_the_probe(folder: Path) -> Path:
    """The probe, the built-in plugins' probes and nothing else, in a folder of their own."""
    for path in [
        ROOT / "desktop/procession/records.py",
        *(ROOT / "desktop/procession/probe").glob("*.py"),
        *(ROOT / "plugins/procession_plugins").glob("*/probe.py"),
    ]:
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return folder


def mutate(folder: Path, mutant: Mutant) -> None:
    path = folder / mutant.module
    text = path.read_text()
    if mutant.old:
        assert mutant.old in text, f"{mutant.module} has no {mutant.old!r} any more"
        path.write_text(text.replace(mutant.old, mutant.code))
    else:
        path.write_text(f"{text}\n\n{mutant.code}")


def use(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Let `observing` install the copy in `folder`."""
    inject = folder / "desktop/procession/probe/inject.py"
    spec = importlib.util.spec_from_file_location("mutated_inject", inject)
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    patch.setattr(observing, "prepare", module.prepare)
    patch.setattr(observing, "PROBES", folder / "plugins/procession_plugins")


@pytest.mark.parametrize("check", [surroundings, looks, leaks, counts], ids=lambda c: c.__name__)
def test_a_copy_with_nothing_wrong_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, check: Callable[[Path], str]
) -> None:
    use(copy_of_the_probe(tmp_path / "probe"), monkeypatch)
    assert check(tmp_path) == ""


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name.replace(" ", "_"))
def test_every_mutant_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mutant: Mutant
) -> None:
    folder = copy_of_the_probe(tmp_path / "probe")
    mutate(folder, mutant)
    use(folder, monkeypatch)
    wrong = mutant.caught_by(tmp_path)
    assert wrong, "not caught"
    assert not wrong.startswith("not installed"), wrong
