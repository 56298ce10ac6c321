"""The words of the wait-for graph, and all of it in sentences."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from procession.ui.waits.picture import Edge, Picture


def edge_words(edge: Edge, many: int = 1) -> str:
    """What stands on an edge."""
    translate = QCoreApplication.translate
    if edge.kind == "held":
        return translate("WaitWords", "held by")
    if edge.verb == "exit":
        text = translate("WaitWords", "waits for exit")
    elif edge.verb == "get":
        text = translate("WaitWords", "waits to get")
    elif edge.verb == "put":
        text = translate("WaitWords", "waits to put")
    elif edge.verb in ("acquire", "wait", ""):
        text = translate("WaitWords", "waits for")
    else:
        text = translate("WaitWords", "waits in %1").replace("%1", f"{edge.verb}()")
    if edge.limited:
        text = translate("WaitWords", "%1, with time-out").replace("%1", text)
    if many > 1:
        return (
            translate("WaitWords", "%1 processes: %2").replace("%1", str(many)).replace("%2", text)
        )
    return text


def edge_sentence(picture: Picture, edge: Edge) -> str:
    """An edge for those who do not see it: ``Process-1 waits for a (x.py:9)``."""
    source, target = picture.nodes[edge.source].name, picture.nodes[edge.target].name
    where = f" ({edge.where})" if edge.where else ""
    return f"{source} {edge_words(edge)} {target}{where}"


def in_sentences(picture: Picture) -> str:
    """The whole graph in sentences, a line each."""
    translate = QCoreApplication.translate
    if not picture.edges:
        return translate("WaitWords", "Nobody waits.")
    lines = [edge_sentence(picture, edge) for edge in picture.edges]
    for cycle in picture.cycles:
        names = ", ".join(sorted(picture.nodes[key].name for key in cycle))
        lines.append(translate("WaitWords", "A cycle: %1.").replace("%1", names))
    return "\n".join(lines)
