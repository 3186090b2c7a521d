"""`hpreport search`: find passages."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any

from hpreport.answers import KWIC_WIDTH, NO_LIMIT, asked_for, passage_record
from hpreport.cli.commands.phrases import BY_TOLD, FREQUENCIES, KWIC, PhraseQuery, print_phrases
from hpreport.cli.commands.sections import SECTION_HELP, sections_meant
from hpreport.cli.layouts import LINE, OF_REPORT
from hpreport.cli.messages import not_found, shown
from hpreport.cli.options import Argument, Option, command
from hpreport.cli.output import Output, lines
from hpreport.errors import UsageError
from hpreport.passages.passage import highlights
from hpreport.passages.search import SYNONYM, PassageHit
from hpreport.records import Passage, PassageCount, Row
from hpreport.render import Column, Layout, columns_of
from hpreport.reports import Reports
from hpreport.text.fold import search_form

_MOST_HITS = 10
"""Passages printed for one query where --limit does not say."""
_ROLES = {"review": "回顾", "plan": "计划"}
_MATCHES = {"phrase": "原文", "all": "全部词语", "synonym": "同义词语", "some": "部分词语"}


def _show_path(headings: Any) -> str:
    return "\n".join(headings)


def _show_match(match: Any) -> str:
    return _MATCHES.get(str(match), str(match))


SEARCH = Layout(
    columns=columns_of(
        Passage,
        Column("report", "报告"),
        Column("section", "编号"),
        Column("headings", "章节", wide=True, show=_show_path, style="cyan"),
        LINE,
        Column("score", "得分", right=True),
        Column("quote", "摘录", wide=True, marked=True),
        Column("text", "段落", wide=True, marked=True),
        Column("match", "匹配", show=_show_match),
        Column("query", "查询", wide=True),
        Column("cite", "引用", wide=True),
        Column("term", "词语", wide=True),
        *OF_REPORT,
    ),
    plain=["section", "headings", "line", "quote", "score", "match", "query"],
    table=["section", "headings", "quote", "line"],
)
"""What `search` finds."""

COUNTS = Layout(
    columns=columns_of(
        PassageCount,
        Column("query", "查询", wide=True),
        Column("passages", "段落", right=True),
        Column("occurrences", "原文出现次数", right=True),
    ),
    plain=["passages", "occurrences", "query"],
    table=["query", "passages", "occurrences"],
)
"""What `search --count` says."""


_HELP = """按相关程度找报告里的段落。

先是原文，再是词语都有的，再是用同义词语的，再是有大部分的；标题中的比正文中的靠前。

日常的说法也能找到：停车难、烂尾楼、孩子上学；原文没有这个词时会说明。引号里的必须原样出现；减号后面的不要有；
用 | 连起来的有一个就行（在命令行上要加引号）。

--by、--matrix、--kwic 只数原样出现的：每年、每地、每份报告几次，每万字几次；几个词语各一列；或每次一行，前后是上下文。

例如：
  hpreport search 老旧小区改造
  hpreport search '"高新技术企业"' -f tsv
  hpreport search 养老 -食堂 --part plan --cite
  hpreport search '养老|托育' --report all --by year
  hpreport search 养老 托育 双减 --matrix --report all -f csv
  hpreport search 高质量发展 --kwic
  hpreport search - --format jsonl < 查询.txt
"""
"""The help page."""


@command(
    SEARCH,
    COUNTS,
    FREQUENCIES,
    KWIC,
    scope="all reports",
    excludes=True,
    cites=True,
    help_text=_HELP,
    english=("TEXT...", "finds passages by relevance; `--by year` counts a phrase, `--kwic` shows it in context"),
)
def search(
    text: Annotated[list[str], Argument(metavar="文字...", help="要找的词语；- 表示从标准输入读，每行是一次查询")],
    *,
    section: Annotated[
        list[str] | None,
        Option("--section", "-s", metavar="编号", help=f"只在这一节里找：{SECTION_HELP}；可以给几次"),
    ] = None,
    part: Annotated[
        str, Option("--part", metavar="review|plan", choices=_ROLES, help="只在回顾（review）或计划（plan）里找")
    ] = "",
    context: Annotated[
        int | None, Option("--context", "-C", min=0, metavar="N", help="摘录前后各多 N 句；--kwic 时是各 N 字")
    ] = None,
    count: Annotated[bool, Option("--count", "-c", help="只说有几段、原文出现几次")] = False,
    by: Annotated[
        str,
        Option(
            "--by",
            metavar="place|year|report",
            choices=BY_TOLD,
            help="数原文在各地区（place）、各年（year）、各报告（report）出现几次，每万字几次",
        ),
    ] = "",
    matrix: Annotated[
        bool, Option("--matrix", help="数几个词语，各一列，一份报告一行；加 --by 是一个地区、一年一行")
    ] = False,
    kwic: Annotated[bool, Option("--kwic", help="每次出现一行，前后是上下文，词语对齐")] = False,
    limit: Annotated[
        int | None,
        Option("--limit", "-n", min=1, metavar="N", help=f"每次查询最多输出 N 段，默认 {_MOST_HITS}；数的时候是 N 行"),
    ] = None,
    cite: bool,
    output: Output,
    index: Reports,
) -> int:
    """按相关程度找报告里的段落。"""
    if matrix + kwic + (count or bool(by and not matrix)) > 1:
        raise UsageError("--count、--by、--matrix、--kwic 只能给一个；--matrix 可以加 --by")
    sections = _within(index, asked_for(section), part)
    if by or matrix or kwic:
        form = "kwic" if kwic else "matrix" if matrix else "frequencies"
        asked = lines() if text == ["-"] else _phrases(text) if matrix else [_typed(text)]
        width = KWIC_WIDTH if context is None else context
        query = PhraseQuery(list(dict.fromkeys(asked)), form, by or "report", sections, width, limit, cite)
        return print_phrases(index, query, output)
    queries = lines() if text == ["-"] else iter([_typed(text)])
    if count:
        output.check_fields(COUNTS)
        return _print_counts(index, queries, sections, output)
    output.check_fields(SEARCH)
    answers = ((query, _cut(query, _find(index, query, sections, output, limit), limit, output)) for query in queries)
    layout = SEARCH.adding("cite") if cite else SEARCH

    def row(query: str, hit: PassageHit) -> dict[str, Any]:
        return passage_record(index, hit, query, context or 0)

    if text == ["-"] and output.style.format in ("json", "jsonl"):
        return output.answers(({"query": q, "hits": [row(q, h) for h in hits]} for q, hits in answers), layout, "hits")
    if output.style.format == "table":
        tables = ((hits, [row(q, h) for h in hits]) for q, hits in answers)
        return output.groups((rows, _marked(layout, hits, rows)) for hits, rows in tables)
    return output.rows((row(query, hit) for query, hits in answers for hit in hits), layout)


def _cut(query: str, hits: list[PassageHit], limit: int | None, output: Output) -> list[PassageHit]:
    """Return as many hits as are printed, and say how many are not where nobody asked for so few."""
    if limit is None and len(hits) > _MOST_HITS:
        output.note(f"“{shown(query)}”还有 {len(hits) - _MOST_HITS} 段，用 --limit 看更多")
    return hits[: limit or _MOST_HITS]


def _typed(words: Iterable[str]) -> str:
    """Return the query that the arguments make, words to leave out with the minus they were typed with."""
    return re.sub(r"(?<!\S)－", "-", " ".join(words))


def _phrases(words: Sequence[str]) -> list[str]:
    """Return each of the arguments as a query of its own, with the words that are to be left out of all."""
    left_out = [word for word in words if word.startswith("－")]
    return [_typed([word, *left_out]) for word in words if word not in left_out]


def _within(index: Reports, named: Sequence[str], part: str) -> Collection[str] | None:
    """Return the ids of the nodes to search, None for all. Raises where there is no such section."""
    if not named and not part:
        return None
    return sections_meant(index, *named) & index.sections("", part)


def _find(
    index: Reports, query: str, sections: Collection[str] | None, output: Output, limit: int | None = None
) -> list[PassageHit]:
    hits = index.search.find(query, sections, limit)
    if not hits:
        elsewhere = len(index.search.find(query)) if sections is not None else 0
        output.note(f"这里没有找到“{query}”；别处有 {elsewhere} 段" if elsewhere else not_found(index, query))
    elif hits[0].match == SYNONYM and (missing := index.search.missing(query)):
        output.note(f"原文没有{'、'.join(f'“{shown(word)}”' for word in missing)}，以下是意思相近的")
    return hits


def _print_counts(index: Reports, queries: Iterator[str], sections: Collection[str] | None, output: Output) -> int:
    found = 0

    def rows() -> Iterator[Mapping[str, Any]]:
        nonlocal found
        for query in queries:
            hits = _find(index, query, sections, output, NO_LIMIT)
            found += len(hits)
            times = sum(len(use.spans) for use in index.search.uses(query, sections))
            yield {"query": query, "passages": len(hits), "occurrences": times}

    output.rows(rows(), COUNTS)
    return 0 if found else 1


def _marked(layout: Layout, hits: Sequence[PassageHit], rows: Sequence[Row]) -> Layout:
    """Return the layout with the words of the hits highlighted; why they match, where some do otherwise than by these.

    That is by synonyms, or by what explains a term.
    """
    match = ["match"] if any(hit.match == SYNONYM for hit in hits) else []
    term = ["term"] if any(row["term"] for row in rows) else []
    words = [word for hit in hits for word in hit.words] + [search_form(row["term"]) for row in rows]
    return layout._replace(table=[*layout.table, *match, *term], marks=lambda text: highlights(text, words))
