"""What a run of each lesson shows: counts, children, the right prediction, the last line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing import get_all_start_methods

Code = int | None

DAEMON = -15
"""Daemons are terminated when the program ends."""


def several(name: str, count: int, code: Code = 0, first: int = 1) -> dict[str, Code]:
    """``NAME 1``, ``NAME 2``, … with one exit code."""
    return {f"{name} {number}": code for number in range(first, first + count)}


@dataclass(frozen=True)
class Facts:
    """Everything here holds in every run, whichever of its processes is quicker."""

    answer: int | Mapping[str, int]
    """Index of the right prediction; by start method where they differ."""
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By the primitive's name in the program: the exact ones among its counts."""
    children: Mapping[str, Code] | None = field(default_factory=dict)
    """Name → exit code; None for a code that depends on where a signal met the process."""
    workers: int | None = 0
    hangs: bool = False
    """It is stopped by the detection of hangs."""
    last: str = ""
    """Pattern of the last line of the output."""
    knobs: Mapping[str, object] = field(default_factory=dict)
    """Values under which what is asserted depends on no luck, where the defaults leave some."""

    def answer_under(self, method: str) -> int:
        """The expected index."""
        return self.answer if isinstance(self.answer, int) else self.answer[method]


def lock(times: int, **more: int) -> dict[str, int]:
    """So many acquires and releases."""
    return {"acquires": times, "releases": times, **more}


def through(items: int) -> dict[str, int]:
    """So many items put and taken, none left."""
    return {"puts": items, "gets": items, "left": 0}


def tasks(ok: int, error: int = 0, unread: int = 0) -> dict[str, int]:
    """A pool's counts."""
    return {
        "submitted": ok + error,
        "ok": ok,
        "error": error,
        "lost": 0,
        "unread": unread,
    }


FACTS: dict[str, Facts] = {
    "process/finish_order": Facts(
        1, children={"runner 1": 1, "runner 2": 2, "runner 3": 3}, last="main: last line"
    ),
    "process/at_once": Facts(
        1,
        children=several("helper", 4),
        last=r"main: 4 errands took \d+\.\d s",
        knobs={"ERRAND_MS": 1000},
    ),
    "process/late_guests": Facts(
        2, children={"Anna": 0, "Ben": -15, "Cleo": -9}, last="host: Cleo has gone, exit code -9"
    ),
    "process/shop_radio": Facts(
        1,
        children={"radio": DAEMON},
        knobs={"SONGS": 20},
    ),
    "process/no_guard": Facts(
        {"fork": 0, "spawn": 1, "forkserver": 1},
        children=None,
        last=r"__main__: the helper has exit code [01]",
    ),
    "process/guard": Facts(0, children={"helper": 0}, last="__main__: the helper has exit code 0"),
    "process/three_ways": Facts(
        1 if "fork" in get_all_start_methods() else 2,
        children={
            f"{method} 1": 2 if method == "fork" else 0 for method in get_all_start_methods()
        },
    ),
    "lock/one_counter": Facts(
        1,
        counts={"lock": lock(120, timeouts=0)},
        children=several("writer", 3),
        last="expected 120, counted 120, lost 0",
    ),
    "lock/one_bathroom": Facts(
        1,
        counts={"bathroom": lock(2, timeouts=1)},
        children={"Paul": 0, "Timo": 0, "sister 1": 0},
        last="sister 1: at last",
    ),
    "lock/bank_transfer": Facts(
        2, hangs=True, children={"Rosa": None, "Hugo": None}, knobs={"LOOK_UP_MS": 30.0}
    ),
    "lock/bank_transfer_ordered": Facts(
        0,
        counts={"savings": lock(80), "holiday": lock(80, contended=0), "opening": {"passes": 2}},
        children={"Rosa": 0, "Hugo": 0},
        last=r"balances \[1000, 1000\], together 2000",
    ),
    "lock/five_forks": Facts(
        2, hangs=True, children=several("friend", 5, None, first=0), knobs={"REACH_MS": 100}
    ),
    "rlock/locked_out": Facts(2, hangs=True, children=several("cook", 2, None)),
    "rlock/key_in_the_pocket": Facts(
        1, counts={"pantry": lock(18)}, children=several("cook", 2), last="main: 6 jars are left"
    ),
    "rlock/borrowed_key": Facts(
        1,
        counts={"door": lock(2)},
        children={"helper": 0},
        last="owner: locked 2 times, unlocked 2 times myself",
    ),
    "semaphore/car_park": Facts(
        1,
        counts={"places": lock(7, timeouts=0), "morning": {"passes": 7}},
        children=several("car", 7),
        last="main: 7 cars have parked, 3 at a time",
        knobs={"STAY_MS": 300},
    ),
    "semaphore/meeting_point": Facts(
        0,
        counts={"ida_is_here": lock(1), "jon_is_here": lock(1, contended=1)},
        children={"Ida": 0, "Jon": 0},
        last="main: they have met",
        knobs={"LATE_MS": 1000, "EARLY_MS": 0},
    ),
    "semaphore/sleeping_barber": Facts(
        1,
        counts={"ready": lock(2), "done": lock(2), "door": lock(4)},
        children={"barber": DAEMON, **several("customer", 2)},
        last="main: 2 of 2 had their hair cut",
        knobs={"EVERY_MS": 500, "CUSTOMERS": 2},
    ),
    "bounded_semaphore/umbrellas": Facts(
        1,
        counts={"stand": {"acquires": 6, "releases": 3}},
        children=several("guest", 3),
        last="main: 3 umbrellas were bought, 3 can be lent",
    ),
    "bounded_semaphore/tool_shed": Facts(
        2,
        counts={"shed": {"acquires": 8, "releases": 6}},
        children=several("neighbour", 6),
        last="main: 2 of 2 spades are in the shed",
    ),
    "pipe/weather_station": Facts(
        0,
        counts={"receiving, sending": {"sends": 6, "recvs": 6}},
        children={"station": 0},
        last="office: 6 readings, and the station has closed",
    ),
    "pipe/guessing_game": Facts(
        1,
        counts={"mine, yours": {"sends": 14, "recvs": 14}},
        children={"oracle": 0},
        last="main: found 77 with 7 guesses",
    ),
    "pipe/token_ring": Facts(
        0,
        counts={"pipes": {"sends": 3, "recvs": 3}},
        children=several("watchman", 4, first=0),
        last="main: a quiet night",
    ),
    "queue/bakery_shelf": Facts(
        0,
        counts={"shelf": through(16)},  # fourteen loaves, and the end for each of two shoppers
        children={"baker": 0, **several("shopper", 2)},
        last="main: the shop is closed, 14 loaves sold",
        knobs={"BAKE_MS": 0, "SHOP_MS": 100},
    ),
    "queue/full_and_empty": Facts(
        1,
        counts={"box": through(3)},
        children={"postman": 0, "clerk": 0},
        last="main: and get\\(\\) has 'a late letter'",
    ),
    "queue/assembly_line": Facts(
        1,
        counts={"wood": through(9), "sawn": through(10), "painted": through(10)},
        children={"saw": 0, **several("painter", 2)},
        last="main: 8 toys",
        knobs={"TOYS": 8, "PAINT_MS": 150},
    ),
    "queue/lost_parcel": Facts(
        1,
        counts={"road": {"puts": 4, "gets": 3, "left": 0}},
        children={"customer": 0},
        last="shop: all in order here",
        knobs={"WAIT_MS": 1500},
    ),
    "queue/parcel_that_arrives": Facts(
        2,
        counts={"road": through(4)},
        children={"customer": 0},
        last="shop: all in order here",
        knobs={"WAIT_MS": 3000},
    ),
    "queue/heavy_luggage": Facts(
        2, hangs=True, counts={"belt": {"puts": 3, "gets": 0}}, children={"traveller": None}
    ),
    "queue/luggage_first": Facts(
        0,
        counts={"belt": through(3)},
        children={"traveller": 0},
        last="host: 3 suitcases, 600 kB",
    ),
    "queue/open_counter": Facts(
        1, hangs=True, counts={"line": through(6)}, children=several("clerk", 2, None)
    ),
    "queue/closing_counter": Facts(
        0, counts={"line": through(7)}, children=several("clerk", 2), last="main: closed"
    ),
    "joinable_queue/last_order": Facts(
        2,
        counts={"orders": {**through(12), "task_dones": 12, "joins": 1}},
        children=several("cook", 2, DAEMON),
        last="main: all is served, the kitchen closes",
    ),
    "joinable_queue/boxes_in_boxes": Facts(
        2,
        counts={"boxes": {**through(40), "task_dones": 40, "joins": 1}, "opened": lock(40)},
        children=several("helper", 3, DAEMON),
        last="main: 40 boxes were opened, and there are no more",
    ),
    "joinable_queue/dropped_plate": Facts(
        2,
        hangs=True,
        counts={"plates": {**through(6), "task_dones": 5, "joins": 0}},
        children=several("helper", 2, None),
    ),
    "joinable_queue/swept_up": Facts(
        0,
        counts={"plates": {**through(6), "task_dones": 6, "joins": 1}},
        children=several("helper", 2, DAEMON),
        last="main: the kitchen is tidy",
    ),
    "pool/page_titles": Facts(1, counts={"pool": tasks(7, 2)}, workers=3, last="main: done"),
    "pool/ways_to_ask": Facts(
        0, counts={"pool": tasks(25)}, workers=2, last=r"imap_unordered: .*: letter \d"
    ),
    "pool/result_later": Facts(
        1,
        counts={"pool": tasks(1, 1)},
        workers=2,
        last="fur: get\\(\\) raises what the worker raised: moths in the fur",
    ),
    "pool/chunk_lab": Facts(
        1, counts={"pool": tasks(62)}, workers=2, last=r"60 eggs in baskets of 15: \d+ ms"
    ),
    "pool/stragglers": Facts(
        0, counts={"pool": tasks(10)}, workers=2, last=r"8 holes were dug in \d+ ms"
    ),
    "pool/word_count": Facts(
        1,
        counts={"pool": tasks(8)},
        workers=2,
        last=r"3520 words in 8 books, most often \('the', 747\)",
    ),
    "pool/silent_failure": Facts(
        1,
        counts={"pool": tasks(4, 1, unread=5)},
        workers=2,
        last="main: 5 cakes were ordered, and the bakers have gone home",
    ),
    "pool/failure_heard": Facts(
        2,
        counts={"pool": tasks(4, 1)},
        workers=2,
        last="main: 5 cakes were ordered, and the bakers have gone home",
    ),
    "pool/left_early": Facts(
        2,
        hangs=True,
        counts={"pool": {"submitted": 1, "ok": 0}},
        workers=2,
        knobs={"THINK_MS": 3000},
    ),
    "pool/stayed_for_it": Facts(
        0,
        counts={"pool": tasks(1)},
        workers=2,
        last="main: What is six by seven\\? Forty-two.",
    ),
    "executor/errands_with_receipts": Facts(
        1,
        counts={"office": tasks(4, 1)},
        workers=None,
        last="main: leaving the block waited for all of them",
    ),
    "shared_data/own_copy": Facts(
        1, counts={"shared": lock(5)}, children={"doorkeeper": 0}, last="main:  plain 10, shared 15"
    ),
    "shared_data/cinema": Facts(
        0,
        counts={"seats": lock(24), "opening": {"passes": 2}},
        children=several("office", 2),
        last=r"main: 12 of 12 seats are sold: \[[12, ]+\]",
    ),
    "shared_memory/darkroom": Facts(
        2,
        counts={"picture": {"attaches": 2, "closes": 3, "unlinks": 1}},
        children=several("strip", 2),
        last="40000 points, on average 99 before and 139 after",
    ),
    "condition/fresh_bread": Facts(
        1,
        counts={"bread": {"waits": 3, "notifies": 3}},
        children={"baker": 0, **several("customer", 3)},
        last="main: 0 loaves are left over",
    ),
    "condition/missed_call": Facts(
        1,
        hangs=True,
        counts={"call": {"waits": 0, "notifies": 1}, "called": {"sets": 1, "waits": 1}},
        children={"child 1": None},
    ),
    "condition/dinner_is_ready": Facts(
        0,
        counts={"call": {"waits": 1, "notifies": 1}, "called": {"sets": 1, "waits": 1}},
        children={"child 1": 0},
        last="mother: everybody has come",
    ),
    "condition/reading_room": Facts(
        0,
        counts={"room": {"waits": 20, "notifies": 20}, "opening": {"passes": 6}},
        children={**several("reader", 4), **several("writer", 2)},
        last="main: 16 readings, 4 editions",
    ),
    "event/starting_gun": Facts(
        1,
        counts={"gun": {"sets": 1, "clears": 0, "waits": 4}, "ready": lock(4)},
        children=several("runner", 4),
        last="main: a fine race",
    ),
    "barrier/mountain_hike": Facts(
        1,
        counts={"hut": {"passes": 6, "breaks": 0}},
        children=several("hiker", 3),
        last="main: 3 hikers, 2 huts, nobody is missing",
        knobs={"HUTS": 2, "SLOWER_MS": 200},
    ),
    "barrier/one_too_many": Facts(
        1,
        hangs=True,
        counts={"table": {"passes": 0, "breaks": 0}},
        children=several("guest", 3, None),
    ),
    "barrier/a_chair_for_each": Facts(
        0,
        counts={"table": {"passes": 3, "breaks": 0}},
        children=several("guest", 3),
        last="main: the table is cleared",
    ),
    "simple_queue/letter_box": Facts(
        1,
        counts={"box": through(15)},
        children=several("writer", 3),
        last="main: the box is empty",
    ),
    "manager/notice_board": Facts(
        1,
        # The notes, then items() and len() by main.
        counts={"board": {"calls": 5}, "names": {"calls": 7}},
        children=several("neighbour", 3),
        last="main: 3 notes, and the list of names has 3",
    ),
    "shared_data/lost_ticket": Facts(
        1,
        counts={"left": lock(60), "opening": {"passes": 2}},
        children=several("office", 2),
        last=r"main: sold 30 of 100, \d+ are left",
        knobs={"TILL_MS": 20},
    ),
    "shared_data/kept_ticket": Facts(
        0,
        counts={"left": lock(30), "opening": {"passes": 2}},
        children=several("office", 2),
        last="main: sold 30 of 100, 70 are left",
    ),
    "pool/worker_gone": Facts(1, hangs=True, counts={"pool": {"lost": 1, "error": 0}}, workers=3),
    "executor/worker_missed": Facts(0, workers=None, last="main: at least I know"),
    "pool/darts": Facts(
        1,
        counts={"pool": tasks(8)},
        workers=2,
        last=r"200000 darts in \d+\.\d\d s: pi is about 3\.137",
    ),
    "pool/lock_in_a_letter": Facts(
        2,
        counts={"pool": tasks(0, 4), "tin": lock(0)},
        workers=2,
        last="main: Lock objects should only be shared between processes through inheritance",
    ),
    "pool/lock_at_birth": Facts(
        0,
        counts={"pool": tasks(4), "lock": lock(4)},
        workers=2,
        last="main: wall 4 is red",
    ),
    "pipe/open_end": Facts(
        2,
        hangs=True,
        counts={"receiving, sending": {"sends": 6, "recvs": 6}},
        children={"station": 0},
    ),
    "lock/left_with_the_key": Facts(
        2,
        hangs=True,
        counts={"room": {"acquires": 1, "releases": 0}},
        children={"Kim": 0, **several("guest", 2, None)},
    ),
    "lock/front_door": Facts(
        0,
        counts={"room": lock(3)},
        children={"Kim": 0, **several("guest", 2)},
        last="main: everybody has read",
    ),
}
