"""CPU and memory of a run's processes as last sampled."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procession.trace.model import Model

FRESH_NS = 2_000_000_000
"""An older sample says nothing about now."""


def last_cpu_share(model: Model) -> float | None:
    """Processors in use by all living processes: 2.31 is 231 %. None: nothing sampled yet."""
    shares = []
    for process in model.processes.values():
        samples = model.samples(process.id)
        if process.ended or samples is None or len(samples) < 2:
            continue
        times, used = samples["time_ns"], samples["cpu_ns"]
        if model.last_ns - int(times[-1]) > FRESH_NS or times[-1] <= times[-2]:
            continue
        shares.append(int(used[-1] - used[-2]) / int(times[-1] - times[-2]))
    return sum(shares) if shares else None


def last_rss(model: Model) -> int | None:
    """Memory of all living processes, bytes; shared pages count once for each. None: no sample."""
    sizes = []
    for process in model.processes.values():
        samples = model.samples(process.id)
        if not process.ended and samples is not None and len(samples):
            sizes.append(int(samples["rss"][-1]))
    return sum(sizes) if sizes else None
