"""``make run``: open the window. Without a display, run the first lesson and draw the window.

Then stdout has the path of the picture, the path of the recording, and what happened; what the
lesson itself prints goes to stderr.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "first-run"
PROCESSION = [sys.executable, "-m", "procession"]


def has_display() -> bool:
    """Whether a window can be shown. Windows and macOS always have a display."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def offscreen() -> int:
    """Run, draw and show the first lesson. Returns the exit status."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    listed = subprocess.run(
        [*PROCESSION, "lessons", "--json"], check=True, stdout=subprocess.PIPE, text=True
    )
    first = json.loads(listed.stdout)[0]
    lesson = f"{first['plugin']}/{first['lesson']}"
    FOLDER.mkdir(parents=True, exist_ok=True)
    recording = FOLDER / f"{first['lesson']}.procession"
    picture = FOLDER / f"{first['lesson']}.png"
    print(f"There is no display: running {lesson} offscreen.", file=sys.stderr, flush=True)
    run = [*PROCESSION, "run", lesson, "-o", str(recording)]
    # The program's own output is no result of ours.
    subprocess.run(run, check=True, stdout=sys.stderr)
    draw = [*PROCESSION, "picture", str(recording), "-o", str(picture)]
    subprocess.run(draw, check=True, stdout=sys.stderr)
    print(picture)
    print(recording, flush=True)
    subprocess.run([*PROCESSION, "show", str(recording)], check=True)
    return 0


def main() -> int:
    """Returns the exit status."""
    if has_display():
        return subprocess.run(PROCESSION).returncode
    try:
        return offscreen()
    except subprocess.CalledProcessError as error:
        print(f"procession {error.cmd[3]} ended with status {error.returncode}.", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
