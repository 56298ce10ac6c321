"""What observed programs do becomes rows."""

from __future__ import annotations

import sys

import pytest

from procession.plugin.manager import load
from procession.records import HELD, RECORD, RECORD_SIZE
from tests.recorder.watching import Watched, watch

PROBES = tuple(load().probes())
SCRIPT = """
    import multiprocessing
    import sys

    def work(lock, queue):
        for number in range(50):
            with lock:
                queue.put(number)

    if __name__ == "__main__":
        context = multiprocessing.get_context(sys.argv[1])
        guard = context.Lock()
        numbers = context.Queue()
        workers = [context.Process(target=work, args=(guard, numbers)) for _ in range(2)]
        for worker in workers:
            worker.start()
        for _ in range(100):
            numbers.get()
        for worker in workers:
            worker.join()
"""
METHODS = ["spawn"] if sys.platform == "win32" else ["fork", "spawn", "forkserver"]


@pytest.fixture(scope="module", params=METHODS)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Watched:
    folder = tmp_path_factory.mktemp(request.param)
    return watch(folder, SCRIPT, request.param, probes=PROBES)


def test_primitives_are_one_across_processes(run: Watched) -> None:
    found = run.query("SELECT kind, name, process FROM primitive ORDER BY id")
    assert found == [("Lock", "guard", 1), ("Queue", "numbers", 1)]


def test_places_name_files_and_lines(run: Watched) -> None:
    lines = run.query(
        "SELECT file, line FROM primitive JOIN place "
        "ON place.process = primitive.process AND place.local = primitive.place ORDER BY line"
    )
    source = run.script.read_text(encoding="utf-8").splitlines()
    assert [file for file, _ in lines] == [str(run.script)] * 2
    assert [source[line - 1].strip() for _, line in lines] == [
        "guard = context.Lock()",
        "numbers = context.Queue()",
    ]


def test_the_program_is_kept_with_the_recording(run: Watched) -> None:
    ((text,),) = run.query(f"SELECT text FROM source WHERE file = '{run.script}'")
    assert text == run.script.read_text(encoding="utf-8")


def test_every_hold_is_there_once(run: Watched) -> None:
    records = list(RECORD.iter_unpack(run.stored()))
    assert sum(record[6] == HELD for record in records) == 100


def test_what_was_streamed_is_what_was_stored(run: Watched) -> None:
    streamed = b"".join(bytes(records) for records in run.records.values())
    assert sorted(RECORD.iter_unpack(streamed)) == sorted(RECORD.iter_unpack(run.stored()))


def test_chunks_hold_whole_events_only(run: Watched) -> None:
    for count, records in run.query("SELECT count, records FROM chunk"):
        assert len(records) == count * RECORD_SIZE
        assert min(records[30::RECORD_SIZE]) >= 16


def test_processes_have_their_parents(run: Watched) -> None:
    ((main,),) = run.query("SELECT pid FROM process WHERE id = 1")
    rows = run.query("SELECT name, ppid, daemon, target FROM process WHERE role = 'child'")
    assert sorted(name.partition("Process")[2] for name, *_ in rows) == ["-1", "-2"]
    assert {row[1:] for row in rows} == {(main, 0, "work")}
    known = {row[0] for row in run.query("SELECT id FROM process")}
    assert {row[0] for row in run.query("SELECT parent FROM process WHERE id > 1")} <= known


def test_streamed_rows_add_up_to_the_stored_ones(run: Watched) -> None:
    for table, key in (("process", "id"), ("primitive", "id"), ("run", "key")):
        merged: dict[object, dict[str, object]] = {}
        for row in run.rows[table]:
            merged.setdefault(row[key], {}).update(row)
        for name in {column for row in merged.values() for column in row}:
            stored = dict(run.query(f'SELECT "{key}", "{name}" FROM {table}'))
            assert {k: row.get(name) for k, row in merged.items()} == stored
