"""What the rules have to say about a run, and the hang that each sentence is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from procession.plugin.api import Finding
    from procession.plugin.manager import Manager
    from procession.trace.hangs import Hang
    from procession.trace.model import Model

    Rule = Callable[[Model], list[Finding]]

LEVELS = ("error", "warning", "info")
CERTAINTIES = ("certain", "likely", "possible")


@dataclass(frozen=True, slots=True)
class Told:
    """A finding; where it tells of a hang, the hang."""

    finding: Finding
    hang: Hang | None = field(default=None, compare=False)
    """As of the last look."""
    stuck: frozenset[tuple[int, int]] = frozenset()
    """(process, thread) of all that hang in it."""

    @property
    def key(self) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
        """The same for the same thing found again."""
        return self.finding.rule, self.finding.processes, self.finding.primitives


@dataclass(frozen=True, slots=True)
class Looked:
    """One look at a run."""

    told: tuple[Told, ...] = ()
    """Errors first, then in order of time."""
    hung_ns: int | None = None
    """Since when the program can certainly not go on; None: nothing says that it hangs."""

    @property
    def errors(self) -> list[Told]:
        """Those of level error."""
        return [one for one in self.told if one.finding.level == "error"]

    @property
    def worst(self) -> str:
        """The level of the first; empty without findings."""
        return self.told[0].finding.level if self.told else ""


def rules_of(manager: Manager) -> tuple[Rule, ...]:
    """The rules of each plugin on their own: none of these calls raises."""
    from procession.plugin.api import Finding

    def rule(plugin: Any) -> Rule:
        return lambda model: plugin.call("procession_findings", Finding, recording=model)

    return tuple(rule(plugin) for plugin in manager if plugin.offers("procession_findings"))


def looked(findings: Iterable[Finding], hangs: Sequence[Hang], model: Model, live: bool) -> Looked:
    """Put together what the rules gave.

    Args:
        live: the program has not ended; one that has does not hang any more.
    """
    by_key = {(hang.rule, hang.primitives, hang.processes): hang for hang in hangs}
    told = [_told(one, by_key.get((one.rule, one.primitives, one.processes))) for one in findings]
    told.sort(key=_order)
    return Looked(tuple(told), hung_since(model, hangs) if live else None)


def hung_since(model: Model, hangs: Iterable[Hang]) -> int | None:
    """When the program hung: its main thread can certainly never go on, or has ended already."""
    main = model.processes.get(1)
    since = []
    for hang in hangs:
        stuck = {wait.who for wait in (*hang.waits, *hang.victims)}
        if hang.certain and ((1, 0) in stuck or (main is not None and main.ended)):
            since.append(hang.at_ns)
    return min(since, default=None)


def stored(model: Model) -> list[Finding]:
    """The findings that a recording brings along; a row that makes no sense is left out."""
    from procession.plugin.api import Finding

    found = []
    for row in model.findings:
        level, certainty = row.get("level"), row.get("certainty")
        if level not in LEVELS or certainty not in CERTAINTIES:
            continue
        at_ns = row.get("at_ns")
        found.append(
            Finding(
                rule=str(row.get("rule") or ""),
                level=cast(Any, level),
                certainty=cast(Any, certainty),
                message=str(row.get("message") or ""),
                fix=str(row.get("fix") or ""),
                at_ns=at_ns if isinstance(at_ns, int) else 0,
                processes=tuple(n for n in row.get("processes") or () if isinstance(n, int)),
                primitives=tuple(n for n in row.get("primitives") or () if isinstance(n, int)),
                where=tuple(w for w in row.get("place") or () if isinstance(w, str)),
            )
        )
    return found


def _told(finding: Finding, hang: Hang | None) -> Told:
    waits = () if hang is None else (*hang.waits, *hang.victims)
    return Told(finding, hang, frozenset(wait.who for wait in waits))


def _order(one: Told) -> tuple[int, int, int]:
    finding = one.finding
    return (
        LEVELS.index(finding.level),
        CERTAINTIES.index(finding.certainty),
        finding.at_ns,
    )
