"""Draws the window's pages and states into a folder: ``make pictures`` (ARGS='OUT light en').

Without ARGS: every page in both themes and languages into build/pictures.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HANGING = "lock/bank_transfer"
RUNNING = "lock/one_counter"
PAGES = ("welcome", "runs", "plugins", "settings", "manual")
THEMES, LANGUAGES = ("light", "dark"), ("en", "zh_CN")
SCRIPTS = {
    "failing": "import multiprocessing as m\n\ndef half(n):\n    return 10 // n\n\n"
    "if __name__ == '__main__':\n    with m.Pool(3) as pool:\n"
    "        print(pool.map(half, [5, 2, 0, 1]))\n",
    "empty": "print('nothing runs beside this')\n",
    "crowded": "import multiprocessing as m\n\ndef work(locks, number):\n"
    "    for turn in range(20):\n        with locks[(number * 7 + turn) % len(locks)]:\n"
    "            sum(range(20_000))\n\nif __name__ == '__main__':\n"
    "    locks = [m.Lock() for _ in range(10)]\n"
    "    crowd = [m.Process(target=work, args=(locks, n)) for n in range(60)]\n"
    "    for one in crowd:\n        one.start()\n    for one in crowd:\n        one.join()\n",
}


def main(arguments: list[str]) -> int:
    """Draw them; returns an exit status."""
    out = Path(arguments[0]) if arguments else Path("build/pictures")
    themes = [name for name in THEMES if not arguments[1:] or name in arguments[1:]]
    languages = [name for name in LANGUAGES if not arguments[1:] or name in arguments[1:]]
    out.mkdir(parents=True, exist_ok=True)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        # A library of its own: the user's is nobody else's business.
        environment = {**os.environ, "XDG_DATA_HOME": folder, "QT_QPA_PLATFORM": "offscreen"}
        scripts = _scripts(Path(folder))
        for script in scripts.values():
            command = [sys.executable, "-m", "procession", "record", "--quiet", str(script)]
            subprocess.run(command, env=environment, capture_output=True, check=False)
        for theme, language in itertools.product(themes, languages):
            for name, target in _targets(scripts):
                picture = out / f"{name}-{theme}-{language}.png"
                command = [sys.executable, "-m", "procession", "picture", *target]
                command += ["-o", str(picture), "--theme", theme, "--language", language]
                done = subprocess.run(command, env=environment, check=False)
                failed += done.returncode != 0
                print(picture if done.returncode == 0 else f"{picture} could not be drawn")
    return 1 if failed else 0


def _scripts(folder: Path) -> dict[str, Path]:
    made = {}
    for name, source in SCRIPTS.items():
        made[name] = folder / f"{name}.py"
        made[name].write_text(source, encoding="utf-8")
    return made


def _targets(scripts: dict[str, Path]) -> list[tuple[str, list[str]]]:
    targets = [(page, [page]) for page in PAGES]
    targets += [
        ("lesson", [RUNNING]),
        ("lesson-live", [RUNNING, "--run", "live"]),
        ("lesson-ended", [RUNNING, "--run", "ended"]),
        ("lesson-hung", [HANGING, "--run", "hung"]),
        ("script", [str(scripts["crowded"])]),
    ]
    targets += [(f"run-{name}", [str(path), "--run", "ended"]) for name, path in scripts.items()]
    return targets


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
