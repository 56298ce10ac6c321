"""Opening files that are recordings, and files that only look like one."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from procession import records
from procession.recorder.store import Store
from procession.trace.feed import read_file
from procession.trace.model import Model
from procession.trace.open import RecordingError, open_recording
from tests.trace.recording import fill, write
from tests.trace.story import Story, fed


@pytest.fixture
def story() -> Story:
    story = Story()
    story.process(1)
    story.primitive(1, "Lock", 5)
    for at in range(100):
        story.held(1, 10 * at + 1, 10 * at + 5, 5)
    return story


def alter(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def read(path: Path) -> Model:
    return fed(read_file(path))


def test_finished_recording_is_read_whole(tmp_path: Path, story: Story) -> None:
    path = write(tmp_path / "a.procession", story)
    model = read(path)
    assert model.complete
    assert model.ended
    assert model.events == 100
    assert model.statistics(1).acquires() == 100
    assert os.listdir(tmp_path) == ["a.procession"]


def test_read_only_folder_and_odd_name(tmp_path: Path, story: Story) -> None:
    folder = tmp_path / "100% näme?#x"
    folder.mkdir()
    path = write(folder / "a b.procession", story)
    path.chmod(0o444)
    folder.chmod(0o555)
    try:
        assert read(path).events == 100
    finally:
        folder.chmod(0o755)


def test_recording_that_still_grows(tmp_path: Path, story: Story) -> None:
    path = tmp_path / "a.procession"
    store = Store(path)
    story.run(complete=False, state="running")
    fill(store, story)
    model = read(path)
    assert model.events == 100
    assert not model.complete
    assert not model.ended
    assert model.state == "running"
    store.finish(None)


def test_recording_cut_off_by_a_crash(tmp_path: Path) -> None:
    """A writer that is killed leaves a log beside the file; what it had committed is there."""
    path = tmp_path / "a.procession"
    program = (
        "import os, sys, signal\n"
        "from pathlib import Path\n"
        "from procession.recorder.store import Store\n"
        "from tests.trace.recording import fill\n"
        "from tests.trace.story import Story\n"
        "story = Story()\n"
        "story.run(complete=False, state='running')\n"
        "story.process(1)\n"
        "story.primitive(1, 'Lock', 5)\n"
        "story.held(1, 1, 2, 5)\n"
        "fill(Store(Path(sys.argv[1])), story)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    root = Path(__file__).resolve().parents[2]
    subprocess.run(
        [sys.executable, "-c", program, str(path)],
        check=False,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert path.with_name(path.name + "-wal").stat().st_size > 0
    model = read(path)
    assert model.events == 1
    assert not model.complete


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="does not exist"):
        open_recording(tmp_path / "a.procession")


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="is a folder"):
        open_recording(tmp_path)


@pytest.mark.parametrize("content", [b"", b"x", b"print('hello')\n" * 100, b"SQLite format 3\0"])
def test_other_files(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.procession"
    path.write_bytes(content)
    with pytest.raises(RecordingError, match="not a recording"):
        open_recording(path)


def test_another_database(tmp_path: Path) -> None:
    path = tmp_path / "a.procession"
    alter(path, "CREATE TABLE run (key, value)")
    with pytest.raises(RecordingError, match="not a recording"):
        open_recording(path)


def test_newer_format_names_the_version_that_reads_it(tmp_path: Path, story: Story) -> None:
    story.run(version="7.2")
    path = write(tmp_path / "a.procession", story)
    alter(path, "PRAGMA user_version = 2")
    with pytest.raises(RecordingError, match=r"format 2, which needs Procession 7\.2"):
        open_recording(path)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON run BEGIN DELETE FROM run; END",
        "CREATE VIEW v AS SELECT * FROM run",
        "CREATE VIRTUAL TABLE f USING fts4(text)",
    ],
)
def test_schema_with_more_than_tables_is_refused(
    tmp_path: Path, story: Story, statement: str
) -> None:
    path = write(tmp_path / "a.procession", story)
    alter(path, statement)
    with pytest.raises(RecordingError, match="not a recording"):
        open_recording(path)


def test_view_in_the_place_of_a_table_is_refused(tmp_path: Path, story: Story) -> None:
    path = write(tmp_path / "a.procession", story)
    alter(path, "DROP TABLE text", "CREATE VIEW text AS SELECT 1 process, 2 local, 'x' text")
    with pytest.raises(RecordingError, match="not a recording"):
        open_recording(path)


def test_missing_table(tmp_path: Path, story: Story) -> None:
    path = write(tmp_path / "a.procession", story)
    alter(path, "DROP TABLE chunk")
    with pytest.raises(RecordingError, match="'chunk' is missing"):
        open_recording(path)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE chunk SET records = substr(records, 1, 33)",
        "UPDATE chunk SET records = 'text'",
        "UPDATE chunk SET records = NULL",
        "UPDATE chunk SET process = 'x'",
        "UPDATE chunk SET process = -1",
        "UPDATE output SET stream = 'nowhere'",
        "UPDATE output SET at_ns = 'late'",
        "UPDATE process SET name = CAST(x'ff' AS TEXT)",
    ],
)
def test_damage_in_a_row_is_told(tmp_path: Path, story: Story, statement: str) -> None:
    path = write(tmp_path / "a.procession", story)
    alter(path, statement)
    with pytest.raises(RecordingError, match="is damaged"):
        read(path)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE run SET value = '{' WHERE key = 'origin_ns'",
        "UPDATE run SET value = '[' || hex(zeroblob(50000)) WHERE key = 'program'",
        "UPDATE process SET parent = 1, pid = 'x', started_ns = 1e300",
        "UPDATE process SET id = 9223372036854775807",
        "UPDATE primitive SET kind = x'00', place = 9223372036854775807, details = '[1]'",
        "UPDATE primitive SET id = -4",
        "INSERT INTO alias VALUES (1, 6, 'x')",
        "INSERT INTO place VALUES (1, 7, NULL, 'x', 4)",
        "INSERT INTO finding (rule, processes) VALUES (4, '{')",
    ],
)
def test_senseless_values_do_no_harm(tmp_path: Path, story: Story, statement: str) -> None:
    path = write(tmp_path / "a.procession", story)
    alter(path, statement)
    model = read(path)
    model.order_of_processes()
    assert len(model.process_spans(1)) in (0, 100)


def test_every_cut_of_a_file_is_refused_or_reads(tmp_path: Path, story: Story) -> None:
    path = write(tmp_path / "a.procession", story)
    whole = path.read_bytes()
    cut = tmp_path / "b.procession"
    for size in [*range(0, 120, 7), *range(120, len(whole), 1777)]:
        cut.write_bytes(whole[:size])
        with pytest.raises(RecordingError):
            read(cut)


def test_flipped_bytes_end_in_a_recording_error_or_a_model(tmp_path: Path, story: Story) -> None:
    path = write(tmp_path / "a.procession", story)
    whole = path.read_bytes()
    bad = tmp_path / "b.procession"
    opened = 0
    for at in range(0, len(whole), 997):
        changed = bytearray(whole)
        changed[at : at + 16] = bytes(byte ^ 0xA5 for byte in changed[at : at + 16])
        bad.write_bytes(changed)
        try:
            model = read(bad)
        except RecordingError:
            continue
        opened += 1
        for number in list(model.primitives):
            model.statistics(number).held_ns()
    assert opened


def test_until_and_after_split_a_recording(tmp_path: Path, story: Story) -> None:
    story.process(2)
    story.add(2, records.CALL, 5, aux="x")
    path = write(tmp_path / "a.procession", story)
    first = fed(read_file(path, until=(1, 0)))
    rest = fed(read_file(path, after=(1, 0)))
    assert (first.events, rest.events) == (100, 1)


def test_progress_counts_records(tmp_path: Path, story: Story) -> None:
    path = write(tmp_path / "a.procession", story)
    told: list[tuple[int, int]] = []
    for _ in read_file(path, progress=lambda done, total: told.append((done, total))):
        pass
    assert told[0] == (0, 100)
    assert told[-1] == (100, 100)
