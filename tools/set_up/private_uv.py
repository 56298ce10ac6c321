"""uv, pinned and hashed, in ``.tools``: nothing is installed into the system's Python."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from failure import SetUpError, say


def needs(root: Path) -> list[str]:
    """System packages without which uv cannot be installed: pip, where a Python came without."""
    if _path(root).is_file() or _pip_is_there() or shutil.which("uv"):
        return []
    return ["python3-pip"] if shutil.which("apt-get") else []


def ensure(root: Path) -> Path:
    """The path of uv, installed first if need be. Raises SetUpError."""
    uv = _path(root)
    if uv.is_file():
        return uv
    if not _pip_is_there():
        found = shutil.which("uv")
        if found:
            return Path(found)
        raise SetUpError(
            f"{sys.executable} has no pip, which installs uv: add it (python3-pip), "
            "or install uv yourself."
        )
    say("Installing uv into .tools")
    home = uv.parents[1]
    home.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.parent) as folder:
        target = Path(folder) / "uv"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(target)]
        command += ["--require-hashes", "--only-binary=:all:", "--disable-pip-version-check"]
        command += ["--root-user-action=ignore"]  # nothing of the system's is touched
        command += ["--requirement", str(root / "requirements" / "uv.txt")]
        # pip follows the machine's own configuration: its indexes, certificates, proxies.
        if subprocess.run(command, stdout=sys.stderr).returncode != 0:
            raise SetUpError("pip could not install uv, see above; is the package index reached?")
        # Renamed when complete: what stands under the final name is whole.
        os.replace(target, home)
    return uv


def _path(root: Path) -> Path:
    pinned = (root / "requirements" / "uv.txt").read_bytes()
    home = root / ".tools" / f"uv-{hashlib.sha256(pinned).hexdigest()[:12]}"
    return home / "bin" / ("uv.exe" if sys.platform == "win32" else "uv")


def _pip_is_there() -> bool:
    return importlib.util.find_spec("pip") is not None
