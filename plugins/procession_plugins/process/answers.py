"""Which prediction a run of a lesson shows to be right, worked out from its recording."""

from __future__ import annotations

from collections.abc import Iterator

from procession.plugin.api import Recording

MAIN = 1


def finish_order(recording: Recording) -> int | None:
    """0: main first heard of the first to finish, 1: of the first to start."""
    joined = next(_joins(recording), None)
    runners = _children(recording)
    if joined is None or len(runners) < 2:
        return None
    target = joined[0]
    if recording.processes[target].name == "runner 1":
        return 1
    earliest = min(runners, key=lambda number: recording.processes[number].ended_ns or 0)
    return 0 if target == earliest else 2


def at_once(recording: Recording) -> int | None:
    """0: one at a time, 1: all together. None for something between."""
    children = _children(recording)
    if len(children) < 2:
        return None
    most = _most_alive(recording, children)
    return 0 if most == 1 else 1 if most == len(children) else None


def late_guests(recording: Recording) -> int | None:
    """0: a join() that timed out ended the child, 2: the child lived on. None: all had gone."""
    limited = [(target, end) for target, end, timed in _joins(recording) if timed]
    if recording.processes[MAIN].ended_by == "exception":
        return 1
    alive = [end < (recording.processes[target].ended_ns or end) for target, end in limited]
    return 2 if any(alive) else None


def shop_radio(recording: Recording) -> int | None:
    """0: it ended by itself, 1: it was told to end, 2: it outlived the program."""
    main = recording.processes[MAIN]
    radio = next((recording.processes[n] for n in _children(recording)), None)
    if radio is None or radio.exitcode is None or main.ended_ns is None:
        return None
    if radio.ended_ns is not None and radio.ended_ns > main.ended_ns:
        return 2
    return 1 if recording.ended_on_request(radio.id) else 0


def guard(recording: Recording) -> int | None:
    """0: the helper worked, 1: it failed, 2: there are more and more of them."""
    codes = [recording.processes[number].exitcode for number in _children(recording)]
    if not codes:
        return None
    if len(codes) > 4:
        return 2
    return 1 if any(codes) else 0


def three_ways(recording: Recording) -> int | None:
    """Exit codes are what was found. 0: all found some, 1: only those forked, 2: none did."""
    found = {
        recording.processes[number].name.split()[0]: recording.processes[number].exitcode
        for number in _children(recording)
    }
    if not found:
        return None
    finders = {method for method, code in found.items() if code}
    if not finders:
        return 2
    return 1 if finders == {"fork"} and len(found) > 1 else 0 if finders == set(found) else None


def _children(recording: Recording) -> list[int]:
    """Ids of the processes that the program started."""
    processes = recording.processes
    return [number for number in sorted(processes) if processes[number].role == "child"]


def _joins(recording: Recording) -> Iterator[tuple[int, int, bool]]:
    """Main's joins of processes, in order: the child, when it came back, whether it was limited."""
    spans = recording.process_spans(MAIN)
    pids = {recording.processes[number].pid: number for number in _children(recording)}
    for at in range(len(spans)):
        # At the end Python joins what is left: that is no line of the program's.
        by_program = recording.place(int(spans.place[at])).short
        if recording.text(int(spans.verb[at])) != "join" or not by_program:
            continue
        note = recording.wait_note(MAIN, int(spans.thread[at]), int(spans.start_ns[at]))
        target = None if note is None else pids.get(note.value)
        if note is not None and target is not None:
            yield target, int(spans.end_ns[at]), note.limited


def _most_alive(recording: Recording, numbers: list[int]) -> int:
    """How many of these processes lived at the same time, at the most."""
    # Who was joined had ended, even where the system's word of it came later.
    joined = {target: end for target, end, timed in _joins(recording) if not timed}
    lives = []
    for number in numbers:
        one = recording.processes[number]
        end = one.ended_ns or 0
        lives.append((one.started_ns or 0, min(end, joined.get(number, end))))
    return max(sum(start <= other < end for start, end in lives) for other, _ in lives)
