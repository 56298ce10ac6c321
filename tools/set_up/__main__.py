"""Make this checkout ready for work: ``python3 tools/set_up run|dev|libraries|uv``.

Installs what is missing and nothing else, so that a second call costs a fraction of a second:
system libraries by apt (Debian and its kin), uv into ``.tools``, pinned packages and Procession
itself into ``.venv``. Runs on the bare system Python, with the standard library alone.
"""

import subprocess
import sys
from pathlib import Path

if sys.version_info < (3, 11):
    sys.exit(
        f"Procession needs Python 3.11 or later, and {sys.executable} is older. "
        "Say which to take: make PYTHON=/path/to/python3"
    )

import environment
import private_uv
import system_packages
from failure import SetUpError, say
from one_at_a_time import one_at_a_time

ROOT = Path(__file__).resolve().parents[2]


def main(what: str) -> int:
    """Set up for `what`. Returns the exit status."""
    if what not in ("run", "dev", "libraries", "uv"):
        say(f"There is no set-up named {what}: run, dev, libraries or uv.")
        return 2
    try:
        with one_at_a_time(ROOT):
            if what == "libraries":
                system_packages.ensure()
            elif what == "uv":
                system_packages.ensure(private_uv.needs(ROOT))
                print(private_uv.ensure(ROOT))
            else:
                system_packages.ensure(private_uv.needs(ROOT))
                environment.ensure(ROOT, what)
    except SetUpError as error:
        say(str(error))
        return 1
    except subprocess.CalledProcessError as error:
        say(f"Set-up stopped: {error.cmd[0]} ended with status {error.returncode}, see above.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "dev"))
