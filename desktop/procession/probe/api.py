"""What a plugin's ``probe.py`` may use, and all of it.

The module has a function ``install(watch)``, which asks to be told when a module is imported::

    def install(watch):
        watch.when_imported("multiprocessing.queues", patch)

and `patch` puts wrappers in place (`replace`) that write records (`emit`).
"""

from .. import records
from .caller import called_internally, creator, frame_above, is_internal, place, place_of_frame
from .calls import tell_failure
from .channel import Channel, channel_of
from .channel import observe as observe_queue
from .ends import (
    End,
    identity,
    is_ready,
    note_end,
    outer_ends,
    plain_methods,
    travel_error,
    type_name,
    watch_end,
)
from .ends import observe as observe_messages
from .imports import Watch
from .lifecycle import describe_error, when_run
from .semlock import adopt, do_not_count, hold_as, nanoseconds
from .semlock import observe as observe_semlock
from .sockets import CLIENT, SERVER, client_key, server_key, shown
from .tasks import Tasks, failure, name_of, task_number
from .updates import Updates
from .wrapping import cover_entry, dress, replace, shorten, swallow
from .writer import clock, define, describe, emit, text

__all__ = [
    "CLIENT",
    "SERVER",
    "Channel",
    "End",
    "Tasks",
    "Updates",
    "Watch",
    "adopt",
    "called_internally",
    "channel_of",
    "client_key",
    "clock",
    "cover_entry",
    "creator",
    "define",
    "describe",
    "describe_error",
    "do_not_count",
    "dress",
    "emit",
    "failure",
    "frame_above",
    "hold_as",
    "identity",
    "is_internal",
    "is_ready",
    "name_of",
    "nanoseconds",
    "note_end",
    "observe_messages",
    "observe_queue",
    "observe_semlock",
    "outer_ends",
    "place",
    "place_of_frame",
    "plain_methods",
    "records",
    "replace",
    "server_key",
    "shorten",
    "shown",
    "swallow",
    "task_number",
    "tell_failure",
    "text",
    "travel_error",
    "type_name",
    "watch_end",
    "when_run",
]
