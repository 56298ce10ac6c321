"""The command line. Each verb imports what it needs when it is used: Qt and numpy come late."""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence

__all__ = ["main"]

BAD_INPUT = 2
FAILED = 125


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; its exit status. `argv`: without the program's name."""
    from procession.cli.options import Exit
    from procession.cli.parser import parse
    from procession.recorder.descriptors import keep_closed_streams
    from procession.recorder.errors import BadInput

    keep_closed_streams()
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        options = parse(arguments)
        status = options.verb(options)
        if sys.stdout is not None:
            sys.stdout.flush()
        return int(status)
    except Exit as done:
        return done.status
    except BadInput as problem:
        print(f"procession: {_one_line(str(problem))}", file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        # Whoever read our output has had enough; nothing more is to be written at exit.
        sys.stdout = None
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        if error.errno != errno.ENOSPC or error.filename is not None:
            raise
        # Our own output goes into a file on a full disk.
        print(f"procession: the output cannot be written: {error.strerror}", file=sys.stderr)
        sys.stdout = None
        return FAILED


def _one_line(text: str) -> str:
    """Names that people typed may hold anything; what we say of them is one line."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)
