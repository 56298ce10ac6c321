"""The 32-byte record as a numpy type: decoding is a view, not a loop."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from procession import records

RECORD_DTYPE = np.dtype(
    [
        ("time", "<i8"),
        ("object", "<u4"),
        ("place", "<u4"),
        ("value", "<i8"),
        ("aux", "<u4"),
        ("thread", "<u2"),
        ("kind", "u1"),
        ("flags", "u1"),
    ]
)
"""`records.RECORD`; the clock is read as signed, which it stays for 292 years."""

if RECORD_DTYPE.itemsize != records.RECORD_SIZE:
    raise AssertionError("the numpy record differs from records.RECORD")


def decode(blob: bytes | memoryview, offset: int = 0) -> npt.NDArray[Any]:
    """The records of `blob` from `offset` on, shape (n,), without copying.

    A record cut in half at the end is left out.
    """
    count = (len(blob) - offset) // records.RECORD_SIZE
    return np.frombuffer(blob, RECORD_DTYPE, count, offset)
