"""Rules about pipes: messages that nobody sends, ends of file that never come, sends that block."""

from __future__ import annotations

from collections.abc import Iterator

from procession.plugin.api import (
    Finding,
    Hang,
    Recording,
    at,
    hangs,
    kept_waiting,
    listed,
    primitive_name,
    process_name,
)


def findings(recording: Recording) -> Iterator[Finding]:
    """Everything about pipes."""
    for hang in hangs(recording):
        wait = hang.waits[0]
        known = recording.primitives.get(wait.primitive)
        told = _SENTENCES.get(hang.rule)
        if told is None or known is None or known.kind != "Pipe":
            continue
        message, fix = told(recording, hang)
        yield Finding(
            rule=hang.rule,
            level="error",
            certainty="certain" if hang.certain else "likely",
            message=message,
            fix=fix,
            at_ns=hang.at_ns,
            processes=tuple(dict.fromkeys([*hang.processes, *hang.keepers])),
            primitives=hang.primitives,
            where=tuple(dict.fromkeys(one.where for one in hang.waits if one.where)),
        )


def _who(recording: Recording, hang: Hang) -> tuple[str, str]:
    """Who waits, and the verb that goes with it."""
    who = listed(process_name(recording, one.process) for one in hang.waits)
    return who, "waits" if len({one.process for one in hang.waits}) == 1 else "wait"


def _eof(recording: Recording, hang: Hang) -> tuple[str, str]:
    wait = hang.waits[0]
    who, verb = _who(recording, hang)
    if hang.keepers == (wait.process,):
        has = "its own process has the writing end open, too"
        fix = "Close your copy of the other end once the child has it: end.close() after start()."
    else:
        names = listed(process_name(recording, one) for one in hang.keepers)
        has = f"{names} still {'has' if len(hang.keepers) == 1 else 'have'} the writing end open"
        fix = "Close the writing end in every process that does not write."
    return (
        (
            f"{who} {verb} in {wait.verb}() on {primitive_name(recording, wait.primitive)}"
            f"{at(wait.where)} for a message or the end of file. Those who wrote have ended, but "
            f"{has}, so the end of file never comes."
        ),
        fix,
    )


def _starved(recording: Recording, hang: Hang) -> tuple[str, str]:
    wait = hang.waits[0]
    who, verb = _who(recording, hang)
    return (
        (
            f"{who} {verb} in {wait.verb}() on {primitive_name(recording, wait.primitive)}"
            f"{at(wait.where)}; nothing is on its way, and every process that could send "
            f"has ended or waits, too.{kept_waiting(recording, hang)}"
        ),
        "Send before you wait for the answer; and end a conversation with a last message.",
    )


def _stuck(recording: Recording, hang: Hang) -> tuple[str, str]:
    wait = hang.waits[0]
    who, verb = _who(recording, hang)
    return (
        (
            f"{who} {verb} in send() on {primitive_name(recording, wait.primitive)}"
            f"{at(wait.where)}: the pipe is full, and nobody who could recv() from it goes on."
        ),
        "Let one side receive while the other sends; or send from a thread.",
    )


_SENTENCES = {"eof-never": _eof, "starved-get": _starved, "stuck-put": _stuck}
