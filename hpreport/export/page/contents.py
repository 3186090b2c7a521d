"""The contents of the page: the outline of a report, then the lists behind its text."""

from collections.abc import Iterator, Sequence

from hpreport.export.document import Anchors, nodes, title
from hpreport.export.page.markup import text
from hpreport.index import Index
from hpreport.lookup.outline import Node, numbered

LISTS = {
    "targets": "目标",
    "results": "结果",
    "comparisons": "结果与目标对照",
    "terms": "名词解释",
    "phrases": "未作解释的说法",
}
"""The lists behind the text: name of the place -> heading, in their order."""


def counts(index: Index) -> dict[str, int]:
    """Return how long each list is that is not empty."""
    info = index.info
    found = {**{name: info[name] for name in LISTS if name in info}, "comparisons": len(index.comparisons)}
    return {name: found[name] for name in LISTS if found[name]}


def contents(index: Index, anchors: Anchors) -> str:
    """Return the contents of one report."""
    lists = "".join(f'<li><a href="#{anchors.table(name)}">{LISTS[name]}</a></li>\n' for name in counts(index))
    heading = f'<a href="#{anchors.table("report")}">{text(title(index))}</a>\n' if anchors.prefix else ""
    return f'{heading}{_nested(nodes(index), anchors)}<ol class="tables">\n{lists}</ol>\n'


def _nested(listed: Sequence[Node], anchors: Anchors) -> str:
    """Return nodes as lists within lists, as deep as their levels say."""
    return "".join(_steps(listed, anchors))


def _steps(listed: Sequence[Node], anchors: Anchors) -> Iterator[str]:
    levels: list[int] = []
    for node in listed:
        while levels and levels[-1] > node.level:
            levels.pop()
            yield "</li></ol>"
        if levels and levels[-1] == node.level:
            yield "</li>\n"
        else:
            levels.append(node.level)
            yield "<ol>\n"
        yield f'<li><a href="#{anchors.node(node.id)}">{text(numbered(node))}</a>'
    yield "</li></ol>" * len(levels) + "\n"
