"""Where the nodes of a wait-for graph stand: cycles clockwise, who waits on them around them."""

from __future__ import annotations

from dataclasses import dataclass, field

from procession.ui.waits.picture import Edge, Key, Picture, in_order

PROCESS = (132.0, 36.0)
PRIMITIVE = (100.0, 36.0)
SMALL = (118.0, 26.0)
"""A process in a crowd of those that wait for the same."""
GAP_Y = 44.0
MARGIN = 14.0
FIELD = 15.0
"""What the field of a cycle adds around it."""
CROWD = 2
"""More than so many processes that only wait for the same stand together."""
CROWD_GAP = 6.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in px."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    def grown(self, by: float) -> Box:
        """Larger on all sides."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)


@dataclass(frozen=True, slots=True)
class Crowd:
    """Processes that all wait for the same and for nothing else, and that nobody waits for."""

    members: tuple[Key, ...]
    edge: Edge
    """That of the one that has waited longest."""
    box: Box


@dataclass(slots=True)
class Layout:
    """The boxes of a picture."""

    width: float = 0
    height: float = 0
    boxes: dict[Key, Box] = field(default_factory=dict)
    crowds: list[Crowd] = field(default_factory=list)
    fields: list[Box] = field(default_factory=list)
    """One around each cycle."""
    edges: list[Edge] = field(default_factory=list)
    """Those drawn one by one: not those of crowds."""


def lay_out(picture: Picture, width: float) -> Layout:
    """Place everything in columns within `width` px."""
    made = Layout(width=width)
    y = MARGIN
    for part in _parts(picture):
        y = _place_part(made, picture, part, y)
    made.height = y
    return made


def _parts(picture: Picture) -> list[set[Key]]:
    """The connected parts: those with cycles first, then by size."""
    beside: dict[Key, set[Key]] = {key: set() for key in picture.nodes}
    for edge in picture.edges:
        beside[edge.source].add(edge.target)
        beside[edge.target].add(edge.source)
    parts, seen = [], set()
    for start in picture.nodes:
        if start in seen:
            continue
        part, waiting = {start}, [start]
        while waiting:
            for other in beside[waiting.pop()] - part:
                part.add(other)
                waiting.append(other)
        seen |= part
        parts.append(part)
    cyclic = picture.in_cycle
    return sorted(parts, key=lambda part: (not part & cyclic, -len(part)))


def _place_part(made: Layout, picture: Picture, part: set[Key], y: float) -> float:
    edges = [edge for edge in picture.edges if edge.source in part]
    crowds = _crowds(edges)
    in_crowd = {key for members, _ in crowds for key in members}
    shown = [edge for edge in edges if edge.source not in in_crowd]
    made.edges += shown
    nodes = [key for key in picture.nodes if key in part and key not in in_crowd]
    core = [cycle for cycle in picture.cycles if cycle <= part]
    rings = [in_order(cycle, shown) for cycle in core]
    above, below = _layers(nodes, shown, rings)
    column = _columns(nodes, shown, rings)
    for layer in above:
        y = _place_row(made, layer, y, column)
    for ring in rings:
        y = _place_ring(made, ring, y)
    for layer in below:
        y = _place_row(made, layer, y, column)
    for members, edge in crowds:
        y = _place_crowd(made, members, edge, y)
    return y + 8


def _crowds(edges: list[Edge]) -> list[tuple[tuple[Key, ...], Edge]]:
    """Many processes that differ in nothing but their names."""
    leaving: dict[Key, list[Edge]] = {}
    entered = set()
    for edge in edges:
        leaving.setdefault(edge.source, []).append(edge)
        entered.add(edge.target)
    groups: dict[tuple[Key, str, str], list[Edge]] = {}
    for source, out in leaving.items():
        if len(out) == 1 and source not in entered and source[0] == "process":
            groups.setdefault((out[0].target, out[0].kind, out[0].verb), []).append(out[0])
    found = []
    for group in groups.values():
        if len(group) > CROWD:
            group.sort(key=lambda edge: edge.since_ns)
            found.append((tuple(edge.source for edge in group), group[0]))
    return found


def _layers(
    nodes: list[Key], edges: list[Edge], rings: list[list[Key]]
) -> tuple[list[list[Key]], list[list[Key]]]:
    """Rows above the cycles, from the top, and rows below them.

    A node stands one row further out than what it waits for, on the side where that stands.
    """
    after: dict[Key, list[Key]] = {key: [] for key in nodes}
    for edge in edges:
        if edge.source in after:
            after[edge.source].append(edge.target)
    side: dict[Key, int] = {}
    depth: dict[Key, int] = {}
    for ring in rings:
        upper = {ring[0], *ring[1:2]}
        for key in ring:
            depth[key] = 0
            side[key] = -1 if key in upper and len(ring) > 2 else 1
    rest = [key for key in nodes if key not in depth]
    for _ in range(len(rest)):
        waiting = [key for key in rest if key not in depth]
        ready = [key for key in waiting if all(other in depth for other in after[key])]
        if not ready:
            break
        for key in ready:
            targets = after[key]
            depth[key] = 1 + max((depth[other] for other in targets), default=0 if rings else -1)
            near = [side[other] for other in targets if other in side]
            side[key] = -1 if rings and near and all(one < 0 for one in near) else 1
    above: dict[int, list[Key]] = {}
    below: dict[int, list[Key]] = {}
    for key in rest:
        (above if side.get(key, 1) < 0 else below).setdefault(depth.get(key, 1), []).append(key)
    return (
        [above[at] for at in sorted(above, reverse=True)],
        [below[at] for at in sorted(below)],
    )


def _size(key: Key) -> tuple[float, float]:
    return PROCESS if key[0] == "process" else PRIMITIVE


def _columns(nodes: list[Key], edges: list[Edge], rings: list[list[Key]]) -> dict[Key, int]:
    """Which of the two columns of the cycles is the nearer one; empty without cycles."""
    found = {
        key: 1 if 0 < number <= len(ring) // 2 else 0
        for ring in rings
        for number, key in enumerate(ring)
    }
    if not found:
        return {}
    for _ in nodes:
        for edge in edges:
            if edge.source not in found and edge.target in found:
                found[edge.source] = found[edge.target]
    return found


def _ring_centres(width: float) -> tuple[float, float]:
    """The middles of the two columns of a cycle."""
    left = MARGIN + FIELD + PROCESS[0] / 2
    room = width - 2 * (MARGIN + FIELD) - PROCESS[0]
    return left, left + max(PROCESS[0] + 40, min(room, PROCESS[0] + 140))


def _place_row(made: Layout, keys: list[Key], y: float, column: dict[Key, int]) -> float:
    """One row, or as many as are needed; with cycles beside their columns."""
    if column:
        centres: tuple[float, ...] = _ring_centres(made.width)
    else:
        many = max(1, int((made.width - 2 * MARGIN + 24) // (PROCESS[0] + 24)))
        many = min(many, len(keys))
        total = many * PROCESS[0] + (many - 1) * 24
        left = max(MARGIN, (made.width - total) / 2) + PROCESS[0] / 2
        centres = tuple(left + number * (PROCESS[0] + 24) for number in range(many))
    waiting = list(keys)
    while waiting:
        free = list(range(len(centres)))
        later = []
        for key in waiting:
            wanted = column.get(key, free[0] if free else 0)
            if not free:
                later.append(key)
                continue
            at = wanted if wanted in free else free[0]
            free.remove(at)
            width, height = _size(key)
            made.boxes[key] = Box(centres[at] - width / 2, y, width, height)
        waiting = later
        y += PROCESS[1] + GAP_Y
    return y


def _place_ring(made: Layout, ring: list[Key], y: float) -> float:
    """Clockwise in two columns: the first at the upper left, the second right of it."""
    rows = (len(ring) + 1) // 2
    y += FIELD
    left, right = _ring_centres(made.width)
    places = [(left, 0)] + [(right, row) for row in range(len(ring) // 2)]
    places += [(left, row) for row in range(rows - 1, 0, -1)]
    step = PROCESS[1] + GAP_Y + 12
    boxes = []
    for key, (x, row) in zip(ring, places, strict=False):
        width, height = _size(key)
        box = Box(x - width / 2, y + row * step, width, height)
        made.boxes[key] = box
        boxes.append(box)
    bottom = max(box.bottom for box in boxes)
    top, low, high = y, min(b.x for b in boxes), max(b.right for b in boxes)
    made.fields.append(Box(low, top, high - low, bottom - top).grown(FIELD))
    return bottom + FIELD + GAP_Y - 8


def _place_crowd(made: Layout, members: tuple[Key, ...], edge: Edge, y: float) -> float:
    room = made.width - 2 * MARGIN - 2 * CROWD_GAP
    columns = max(1, int((room + CROWD_GAP) // (SMALL[0] + CROWD_GAP)))
    rows = (len(members) + columns - 1) // columns
    columns = min(columns, len(members))
    width = columns * (SMALL[0] + CROWD_GAP) + CROWD_GAP
    height = rows * (SMALL[1] + CROWD_GAP) + CROWD_GAP
    box = Box(MARGIN, y, width, height)
    for number, key in enumerate(members):
        row, column = divmod(number, columns)
        made.boxes[key] = Box(
            box.x + CROWD_GAP + column * (SMALL[0] + CROWD_GAP),
            box.y + CROWD_GAP + row * (SMALL[1] + CROWD_GAP),
            *SMALL,
        )
    made.crowds.append(Crowd(members, edge, box))
    return y + height + GAP_Y
