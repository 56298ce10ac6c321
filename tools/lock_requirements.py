"""Pin versions and hashes: writes requirements/*.txt (``make requirements``).

One resolution serves every platform and Python that Procession supports. No index address gets
into the files: they are read by machines with indexes of their own.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path("requirements")
SOURCES = {
    "run": ["pyproject.toml"],
    "dev": ["pyproject.toml", "--group", "dev", "--constraints", "requirements/run.txt"],
    "build": ["requirements/build.in"],
    "uv": ["requirements/uv.in"],
}


def lock(uv: str, name: str, sources: list[str], upgrade: bool) -> None:
    """Write ``requirements/NAME.txt``. Raises CalledProcessError, and ValueError on an address."""
    target = FOLDER / f"{name}.txt"
    command = [uv, "pip", "compile", *sources, "--output-file", str(target)]
    command += ["--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--no-sources"]
    command += ["--custom-compile-command", "make requirements"]
    if upgrade:
        command.append("--upgrade")
    subprocess.run(command, cwd=ROOT, check=True)
    for line in (ROOT / target).read_text().splitlines():
        if "://" in line or line.startswith(("-i", "--index", "--extra", "--find")):
            raise ValueError(f"{target} names a package host: {line}")


if __name__ == "__main__":
    for name, sources in SOURCES.items():
        lock(sys.argv[1], name, sources, upgrade="--upgrade" in sys.argv[2:])
