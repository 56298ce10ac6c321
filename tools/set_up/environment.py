"""``.venv``: pinned and hashed packages, and Procession itself, editable and without
dependencies of its own choosing."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import private_uv
from failure import say
from index_settings import uv_environment


def ensure(root: Path, kind: str) -> None:
    """Bring ``.venv`` to what ``requirements/KIND.txt`` pins. Raises SetUpError and
    CalledProcessError."""
    if _is_current(root, kind):
        return
    uv = str(private_uv.ensure(root))
    venv = root / ".venv"
    python = str(_python(venv))
    environment = uv_environment()
    # An environment that is active in the shell is somebody else's.
    environment.pop("VIRTUAL_ENV", None)

    def run(*arguments: str) -> None:
        subprocess.run([uv, *arguments], cwd=root, env=environment, check=True, stdout=sys.stderr)

    if not _works(python):
        say("Making .venv")
        if venv.exists():
            shutil.rmtree(venv)
        run("venv", "--quiet", "--no-project", "--python", sys.executable, ".venv")
    for stamp in venv.glob(".set-up-*"):
        stamp.unlink()  # a set-up that is cut off leaves none
    say(f"Installing pinned packages ({kind})")
    run(
        "pip", "sync", "--quiet", "--python", python, "--require-hashes", f"requirements/{kind}.txt"
    )
    run(
        *("pip", "install", "--quiet", "--python", python, "--no-deps"),
        *("--build-constraints", "requirements/build.txt", "--editable", "."),
    )
    _stamp(venv, kind).write_text(_key(root, kind))


def _is_current(root: Path, kind: str) -> bool:
    venv = root / ".venv"
    # What serves for development serves for running, too.
    kinds = ("run", "dev") if kind == "run" else (kind,)
    return _python(venv).exists() and any(
        _stamp(venv, other).is_file() and _stamp(venv, other).read_text() == _key(root, other)
        for other in kinds
    )


def _key(root: Path, kind: str) -> str:
    """Changes when anything does that the environment is made from."""
    digest = hashlib.sha256()
    for name in (f"requirements/{kind}.txt", "requirements/build.txt", "pyproject.toml"):
        digest.update((root / name).read_bytes())
    # An editable installation points at this very folder.
    digest.update(str(root).encode())
    return digest.hexdigest()


def _stamp(venv: Path, kind: str) -> Path:
    return venv / f".set-up-{kind}"


def _python(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def _works(python: str) -> bool:
    """Whether the environment's Python starts and is recent enough."""
    try:
        check = "import sys; sys.exit(sys.version_info < (3, 11))"
        return subprocess.run([python, "-c", check], capture_output=True).returncode == 0
    except OSError:
        return False
