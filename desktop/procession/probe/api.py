"""What a plugin's ``probe.py`` may use, and all of it.

The module has a function ``install(watch)``, which asks to be told when a module is imported::

    def install(watch):
        watch.when_imported("multiprocessing.queues", patch)

and `patch` puts wrappers in place (`replace`) that write records (`emit`).
"""

from .. import records
from .caller import called_internally, creator, is_internal, place, place_of_frame
from .channel import Channel, channel_of
from .channel import observe as observe_queue
from .imports import Watch
from .lifecycle import describe_error, when_run
from .semlock import nanoseconds
from .semlock import observe as observe_semlock
from .tasks import Tasks, failure, name_of, task_number
from .wrapping import dress, replace, shorten
from .writer import clock, define, describe, emit, text

__all__ = [
    "Channel",
    "Tasks",
    "Watch",
    "called_internally",
    "channel_of",
    "clock",
    "creator",
    "define",
    "describe",
    "describe_error",
    "dress",
    "emit",
    "failure",
    "is_internal",
    "name_of",
    "nanoseconds",
    "observe_queue",
    "observe_semlock",
    "place",
    "place_of_frame",
    "records",
    "replace",
    "shorten",
    "task_number",
    "text",
    "when_run",
]
