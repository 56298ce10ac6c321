"""``make check``: lint, format, types for three platforms, and the layers of the architecture.

Runs everything even when something fails, and ends with one line a check.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLATFORMS = ("linux", "win32", "darwin")


def checks() -> list[tuple[str, list[str]]]:
    """(name, command) of each check."""
    python = [sys.executable, "-m"]
    found = [
        ("ruff check", [*python, "ruff", "check", "--quiet"]),
        ("ruff format", [*python, "ruff", "format", "--check", "--quiet"]),
    ]
    for platform in PLATFORMS:
        # A cache for each: mypy throws away what it knows of another platform.
        options = ["--platform", platform, "--cache-dir", f".mypy_cache/{platform}"]
        found.append((f"mypy {platform}", [*python, "mypy", *options]))
    own = [*python, "mypy", "--strict", "--cache-dir", ".mypy_cache/tools", "tools/set_up"]
    found.append(("mypy tools", [*own, *sorted(str(p) for p in (ROOT / "tools").glob("*.py"))]))
    architecture = [*python, "pytest", "-q", "tests/test_architecture.py"]
    found.append(("architecture", architecture))
    return found


def main() -> int:
    """Run all checks. Returns 1 when one fails."""
    results = []
    for name, command in checks():
        print(f"--- {name}", flush=True)
        results.append((name, subprocess.run(command, cwd=ROOT).returncode == 0))
    print()
    for name, passed in results:
        print(f"{name:<14} {'ok' if passed else 'FAILED'}")
    return 0 if all(passed for _, passed in results) else 1


if __name__ == "__main__":
    sys.exit(main())
