"""The record and page layout: what the probe writes, the recorder stores and the trace reads.

A *record* is 32 bytes, little-endian::

    offset  size  field   meaning
         0     8  time    ``time.perf_counter_ns`` of the observed process
         8     4  object  local id of a primitive (0: none)
        12     4  place   local id of a source place (0: unknown)
        16     8  value   signed; meaning depends on the kind
        24     4  aux     meaning depends on the kind, mostly the local id of a text
        28     2  thread  index of the thread in its process (0: the main thread)
        30     1  kind    one of the constants below; written last, 0 means "not there yet"
        31     1  flags   bits, see ``FLAG_*``

Ids of objects, places and texts come from one counter a process.  A forked child goes on where
its parent's counter stood: an id below the child's ``inherited`` belongs to the parent's table,
and so on upwards.  Every other process starts at 1.

A *page* is a file that one process maps and fills with records: a header of `HEADER_SIZE` bytes,
then `capacity` slots.  Slots are taken in order, but a thread may be late to fill the one it took.
This module imports nothing but the standard library: it is loaded inside observed processes.
"""

from _struct import Struct  # not "struct": a script's own struct.py must stay importable

RECORD_SIZE = 32
RECORD = Struct("<QIIqIHBB")
"""time, object, place, value, aux, thread, kind, flags"""

KIND_OFFSET = 30
VALUE_OFFSET = 16

# --- structural kinds (1..15): the recorder turns them into rows, they are not events -----------
TEXT = 1
"""A piece of text. Bytes 0..23: payload; aux: the text's id; thread: index of the piece.
The payload of piece 0 begins with the length of the whole text in UTF-8 bytes (u32)."""
PLACE = 2
"""object: id of the place; value: line; aux: text ``file \\x1f function``."""
THREAD = 3
"""thread: its index; aux: text with its name; value: ``threading.get_ident()``."""
OBJECT = 4
"""object: id of the primitive; place: where it was made; aux: text
``kind \\x1f name \\x1f key \\x1f k=v ...``; value: 1 made here, 0 arrived here (unpickled).
Objects of different processes with the same non-empty key are one primitive."""
FACT = 5
"""aux: text ``k=v \\x1f k=v ...`` about the process: name, role, start_method, daemon, target,
python, default_start_method, parent_pid, process_pid. place: where ``start()`` was called."""
LOSS = 6
"""value: how many records could not be written before this instant."""

FIRST_EVENT = 16

# --- processes ---------------------------------------------------------------------------------
STARTED = 16
"""This process started a child. value: its pid; aux: text with its name, or `OTHER_PROGRAM`."""
REAPED = 17
"""This process saw a child's end. value: exit code (-N: signal N); aux: the child's pid."""
EXITING = 18
"""This process is about to end by itself. value: exit code as far as known; aux: text
``exit`` or ``exception \\x1f Type: message``."""
STACK = 19
"""How this thread comes to where its waits at `place` begin from now on, until it tells anew.
aux: text with the frames, innermost first, each ``file \\x1f line \\x1f function``, with \\x1e
between them; value: how many. A thread that told none came there directly."""

# --- waiting -----------------------------------------------------------------------------------
WAIT_KEPT = 20
"""Begins to wait for what another process keeps (a lock, room in a queue).
aux: text with the verb; value: time-out in ns, -1 none. object 0: waits for the process whose
pid is the value."""
WAIT_EXPECTED = 21
"""Begins a wait that is normal work: join, a result, an item. Same fields."""
WAIT_IO = 22
"""Begins a blocking send or recv of a connection. Same fields."""
WAKE = 23
"""The thread's last wait on this object ended. value: a `WOKE_*` outcome."""
WOKE_OK, WOKE_TIMEOUT, WOKE_ERROR = 0, 1, 2

# --- holding -----------------------------------------------------------------------------------
HELD = 24
"""Acquired by ``with``; ends the thread's wait on the object. value: 0 while held, then,
written into the same record, the time of the release."""
ACQUIRE = 25
"""Acquired by a call; ends the thread's wait on the object. value: 0."""
RELEASE = 26
"""About to be released, by whoever calls."""
CLOSE = 27
"""Made by the recorder when a HELD record it had already stored was released.
time: the release; value: the time of that HELD record."""
UNRELEASE = 28
"""The release recorded just before by this thread failed."""

# --- passing items -----------------------------------------------------------------------------
PUT = 30
"""An item was put (and may still wait in the putter's memory); ends a wait. value: the number of
the end that it was put into (see WRITTEN); aux: text with its type, where that is known."""
GET = 31
"""An item was taken; ends a wait. value: its size in bytes; aux: the end it was taken from. The
n-th GET of an object, by time, takes what the n-th WRITTEN wrote (into the other end, if any)."""
WRITTEN = 32
"""An item is about to go into the pipe. value: its size in bytes; aux: 0, or the number of the end
it goes into, where items go both ways. The n-th WRITTEN of a process into one end is its n-th PUT
there that was not DROPPED."""
DROPPED = 33
"""An item put could not be written. value: as in its PUT; aux: text with the error."""
UNWRITTEN = 34
"""The item WRITTEN just before by this thread did not get through; a DROPPED follows.
value and aux: as in that WRITTEN."""
SPOILED = 35
"""The item that this thread just took (GET) is lost: it could not be unpickled or did not fit.
aux: text with the error."""

# --- calls and marks ---------------------------------------------------------------------------
CALL = 36
"""A call completed; ends a wait. aux: text with the verb; value: free (object 0: the pid of the
process it was about)."""
FAILED = 37
"""A call raised or came back empty-handed; ends a wait. aux: text ``verb \\x1f error``."""

UNCALL = 38
"""The call recorded just before by this thread, because others may act on it at once, failed.
aux: text with the verb, as in that CALL. A FAILED with the error follows."""

# --- tasks: value is ``job << 32 | index`` ------------------------------------------------------
SUBMIT = 40
"""The program asked for work. value: job << 32; aux: how many items (0: not known yet)."""
SENT = 41
"""A task was sent to the workers. aux: text with the function's name."""
ITEMS = 42
"""aux: how many items the task just SENT carries, when not 1."""
BEGIN = 43
"""A worker took the task. aux: text with the function's name."""
DONE = 44
"""A worker finished it. aux: 0, or the text of the error that it raised."""
RESULT = 45
"""Its result came back. aux: 0, or the text of an error."""
READ = 46
"""The program looked at the result of this job (index 0xFFFFFFFF: of all its tasks)."""
GONE = 47
"""No worker will finish this task: it was cancelled, or its executor broke. aux: text with why."""
ALL_TASKS = 0xFFFFFFFF

PICKLED = 48
"""Something was pickled to travel, and that took a while. value: how many ns; aux: text with its
type. object 0: the arguments of a process about to start, aux ``type \\x1f bytes``."""

WROTE = 49
"""A shared value, or an element of an array, was written. value: its index ``<< WROTE_AGE_BITS``,
and in the low bits for how many ns the writing thread had known what it read there; 0: it had not
read it since it last wrote it. aux: local id of the place where it read it."""
WROTE_AGE_BITS = 40

KIND_NAMES = {
    TEXT: "text",
    PLACE: "place",
    THREAD: "thread",
    OBJECT: "object",
    FACT: "fact",
    LOSS: "loss",
    STARTED: "started",
    REAPED: "reaped",
    EXITING: "exiting",
    STACK: "stack",
    WAIT_KEPT: "wait_kept",
    WAIT_EXPECTED: "wait_expected",
    WAIT_IO: "wait_io",
    WAKE: "wake",
    HELD: "held",
    ACQUIRE: "acquire",
    RELEASE: "release",
    CLOSE: "close",
    UNRELEASE: "unrelease",
    PUT: "put",
    GET: "get",
    WRITTEN: "written",
    DROPPED: "dropped",
    UNWRITTEN: "unwritten",
    SPOILED: "spoiled",
    CALL: "call",
    FAILED: "failed",
    UNCALL: "uncall",
    SUBMIT: "submit",
    SENT: "sent",
    ITEMS: "items",
    BEGIN: "begin",
    DONE: "done",
    RESULT: "result",
    READ: "read",
    PICKLED: "pickled",
    GONE: "gone",
    WROTE: "wrote",
}

# --- flags -------------------------------------------------------------------------------------
FLAG_UNCOUNTED = 1
"""Done by `multiprocessing` on the program's behalf: shown, but none of the program's own calls.
``Condition.wait`` gives its lock back and takes it again this way."""

THREADS_SHIFT, THREADS_MANY = 1, 31
"""Of a WAIT: how many threads of the program's own, beside the main one, its process has then.
``flags >> THREADS_SHIFT & THREADS_MANY``; `THREADS_MANY` stands for that many or more."""
FLAG_LIMITED = 1 << 6
"""Of a WAIT for a process: it has a time-out."""
FLAG_ALARM = 1 << 7
"""Of a WAIT: the program handles a signal that a clock, a person or another program may send
(SIGALRM, SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2): something besides threads may end it."""

SEPARATOR = "\x1f"
OTHER_PROGRAM = SEPARATOR
"""The text of a STARTED whose child is no Python: it is not observed, and may do anything."""
FRAME_SEPARATOR = "\x1e"

# --- pages -------------------------------------------------------------------------------------
MAGIC = b"PRCSPAG1"
HEADER_SIZE = 128
FIRST_PAGE_SIZE = 64 * 1024
PAGE_SIZE = 1024 * 1024
PAGE_SUFFIX = ".page"
HEADER = Struct("<8sIIIIQQQIIQQ")
"""magic, capacity (slots), sequence number, pid, parent pid, token, token of the forking parent
(0: not forked from an observed process), time opened, inherited, sealed (1: a later page exists),
lost, time of the first loss.

The magic is written last.  A token names one process for the length of a run (pids come again).
The last page's `lost` counts records that found no page; both loss fields change in place."""
SEALED_OFFSET = 52
LOST_OFFSET = 56


def page_name(pid: int, token: int, sequence: int, nonce: int = 0) -> str:
    """The file name of a page. `nonce` tells apart pages two threads made at once."""
    return f"{pid}.{token:016x}.{sequence:06d}.{nonce}{PAGE_SUFFIX}"


def slots_of(size: int) -> int:
    """How many records fit into a page file of `size` bytes."""
    return (size - HEADER_SIZE) // RECORD_SIZE
