"""Starts the program on POSIX systems as a shell would have started it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

from procession.recorder.console import Console, NoConsole, Printed
from procession.recorder.descriptors import Descriptors
from procession.recorder.errors import LaunchError
from procession.recorder.plan import RunPlan

if sys.platform != "win32":
    from procession.recorder.console_pipes import PipeConsole
    from procession.recorder.console_pty import PtyConsole

    def launch(
        plan: RunPlan, environment: Mapping[str, str], descriptors: Descriptors, printed: Printed
    ) -> tuple[subprocess.Popen[bytes], Console]:
        """Start the program of `plan`. Raises LaunchError."""
        try:
            if plan.terminal == "pty":
                return _in_terminal(plan, environment, printed)
            return _with_our_streams(plan, environment, descriptors, printed)
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise LaunchError(f"cannot start {plan.python}: {reason}") from None
        finally:
            descriptors.close()

    def _in_terminal(
        plan: RunPlan, environment: Mapping[str, str], printed: Printed
    ) -> tuple[subprocess.Popen[bytes], Console]:
        console = PtyConsole(printed, plan.rows, plan.columns)
        try:
            console.lead()
            # The recorder has no other thread yet, so that code before exec is safe.
            process = subprocess.Popen(
                plan.argv,
                stdin=console.slave,
                stdout=console.slave,
                stderr=console.slave,
                cwd=plan.cwd,
                env=environment,
                process_group=0,
                preexec_fn=console.come_forward,
            )
        except BaseException:
            console.close()
            raise
        return process, console

    def _with_our_streams(
        plan: RunPlan, environment: Mapping[str, str], descriptors: Descriptors, printed: Printed
    ) -> tuple[subprocess.Popen[bytes], Console]:
        capture = plan.terminal == "capture"
        pipe = subprocess.PIPE if capture else None
        process = subprocess.Popen(
            plan.argv,
            stdin=descriptors.stdin if descriptors.stdin is not None else subprocess.DEVNULL,
            stdout=pipe,
            stderr=pipe,
            cwd=plan.cwd,
            env=environment,
            pass_fds=descriptors.others,
            # The recorder has no other thread yet.
            preexec_fn=descriptors.close_in_child if descriptors.closed and not capture else None,
        )
        if process.stdout is not None and process.stderr is not None:
            return process, PipeConsole(printed, process.stdout, process.stderr)
        return process, NoConsole()
