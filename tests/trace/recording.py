"""Writes real recordings with the recorder's store, from a story."""

from __future__ import annotations

from pathlib import Path

from procession.recorder.store import Store
from tests.trace.story import Story


def fill(store: Store, story: Story, output: bytes = b"hello\n") -> None:
    """Rows, one chunk a process, one piece of output."""
    for table, row in story.rows:
        store.put(table, row)
    for process, packed in story.records.items():
        store.add_chunk(process, 0, 0, b"".join(packed))
    if output:
        store.add_output(1, 5, output)
    store.commit(wait=True)


def write(path: Path, story: Story) -> Path:
    """One finished file."""
    store = Store(path)
    fill(store, story)
    store.finish(None)
    return path
