"""Managers: the server is a helper, every object asked for is listed with the calls it answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.probe.observing import observe
from tests.probe.test_pools import METHODS, Shown
from tests.probe.test_primitives import script


@pytest.mark.parametrize("method", METHODS)
def test_calls_through_proxies_are_counted_in_every_process(tmp_path: Path, method: str) -> None:
    shown = Shown(
        tmp_path,
        """
        def work(shared, lock):
            for _ in range(3):
                with lock:
                    shared["n"] += 1

        if __name__ == "__main__":
            with mp.Manager() as manager:
                shared, lock = manager.dict(n=0), manager.Lock()
                names = manager.list()
                children = [mp.Process(target=work, args=(shared, lock)) for _ in range(2)]
                for child in children:
                    child.start()
                for child in children:
                    child.join()
                print(shared["n"])
                try:
                    names[3]
                except IndexError:
                    names.append("x")
                for _ in range(3):
                    manager.Value("i", 1).get()
        """,
        method,
    )
    assert shown.out == "6\n"
    roles = [p["role"] for p in shown.all["processes"] if p["name"].startswith("SyncManager")]
    assert roles == ["helper"]
    assert {one["kind"] for one in shown.all["primitives"]} == {"Manager"}
    calls = [(one["name"], one["counts"]["calls"]) for one in shown.all["primitives"]]
    # The manager was asked for six objects; the answer to names[3] was an error.
    named = {"manager": 6, "shared": 2 * 3 * 2 + 1, "lock": 2 * 3 * 2, "names": 1}
    assert calls == [*named.items(), ("", 1), ("", 1), ("", 1)]


@pytest.mark.parametrize("method", METHODS)
def test_each_call_waits_for_its_answer(tmp_path: Path, method: str) -> None:
    program = script(
        tmp_path,
        """
        import multiprocessing as mp

        if __name__ == "__main__":
            with mp.Manager() as manager:
                numbers = manager.list([3, 1])
                numbers.sort()
                try:
                    numbers.index(7)
                except ValueError:
                    pass
                print(numbers)
        """,
    )
    seen = observe(tmp_path, program, start_method=method)
    assert (seen.status, seen.out) == (0, b"[1, 3]\n")
    steps = [
        (r.kind, r.text, r.place)
        for r in seen.records
        if "typeid=list" in r.object and r.kind != "object"
    ]
    assert steps == [
        ("wait_expected", "sort", "program.py:7"),
        ("call", "sort", "program.py:7"),
        ("wait_expected", "index", "program.py:9"),
        ("failed", "index\x1fValueError: 7 is not in list", "program.py:9"),
        ("wait_expected", "__repr__", "program.py:12"),
        ("call", "__repr__", "program.py:12"),
    ]
    asked = [
        (r.kind, r.text)
        for r in seen.records
        if "typeid=SyncManager" in r.object and r.kind != "object"
    ]
    assert asked == [("wait_expected", "list"), ("call", "list")]


@pytest.mark.parametrize("method", METHODS)
def test_a_server_of_ones_own_and_clients_that_connect(tmp_path: Path, method: str) -> None:
    shown = Shown(
        tmp_path,
        """
        from multiprocessing.managers import BaseManager

        class Tally:
            def __init__(self):
                self.count = 0
            def add(self):
                self.count += 1
                return self.count

        tally = Tally()

        class Server(BaseManager):
            pass

        class Client(BaseManager):
            pass

        Client.register("get_tally")

        def give():
            return tally

        Server.register("get_tally", callable=give)

        def work(address):
            client = Client(address=address, authkey=b"k")
            client.connect()
            mine = client.get_tally()
            mine.add()
            again = client.get_tally()
            again.add()

        if __name__ == "__main__":
            server = Server(authkey=b"k")
            server.start()
            workers = [mp.Process(target=work, args=(server.address,)) for _ in range(2)]
            for worker in workers:
                worker.start()
                worker.join()
            print(server.get_tally().add())
            server.shutdown()
        """,
        method,
    )
    assert shown.out == "5\n"
    calls = {}
    for one in shown.all["primitives"]:
        calls.setdefault(one["name"], []).append(one["counts"]["calls"])
    # connect and two answers a client; one object, whoever asked for it.
    assert calls["client"] == [3, 3]
    assert calls["server"] == [1]
    assert sum(sum(numbers) for name, numbers in calls.items()) == 3 + 3 + 1 + 5


def test_shared_memory_managers_work_as_ever(tmp_path: Path) -> None:
    shown = Shown(
        tmp_path,
        """
        from multiprocessing.managers import SharedMemoryManager

        if __name__ == "__main__":
            with SharedMemoryManager() as manager:
                block = manager.SharedMemory(size=64)
                listed = manager.ShareableList([1, 2])
                print(block.size >= 64, listed[1])
        """,
        "fork",
    )
    assert shown.out == "True 2\n"
    assert "manager" in [p["name"] for p in shown.all["primitives"]]
    assert [p["role"] for p in shown.all["processes"] if "Manager-" in p["name"]] == ["helper"]
