"""`hpreport term`: look terms up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, NamedTuple

from hpreport.answers import term_record
from hpreport.cli.layouts import TERM
from hpreport.cli.messages import shown
from hpreport.cli.options import Argument, LimitOption, Option, command
from hpreport.cli.output import Output, lines
from hpreport.index.index import Index
from hpreport.index.paths import library_database
from hpreport.render import Style, render
from hpreport.reports import Reports, TermHit
from hpreport.terms.query import usual_queries

_MOST_HITS = 10
"""Candidates printed for one query without --limit; the count of the rest goes to standard error."""
_MOST_OF_MANY = 100
"""The same where several reports are asked, each of which may explain the term."""
_MOST_LINES = 5
"""Lines that a note names."""


class _Answer(NamedTuple):
    query: str
    rows: list[dict[str, Any]]


@command(
    TERM,
    scope="all reports",
    cites=True,
    english=(
        "QUERY...",
        "looks terms up, also mistyped, in pinyin or as a question; `-` reads queries from standard input",
    ),
)
def term(
    query: Annotated[list[str], Argument(metavar="词语...", help="要查的词语；- 表示从标准输入逐行读")],
    exact: Annotated[bool, Option("--exact", "-e", help="只要词语本身：原文、不同写法、别名")] = False,
    limit: LimitOption = None,
    context: Annotated[int, Option("--context", "-C", min=0, metavar="N", help="出处的前后各多引 N 句")] = 0,
    *,
    cite: bool,
    output: Output,
    index: Reports,
) -> int:
    """查词语：它是什么意思，报告在哪里用到它。

    原文、不同写法、别名、词语的一段、拼音、首字母、写错一字、解释中的话，都能查到；有把握时只答一条，否则列出几条。

    例如：
      hpreport term 三保
      hpreport term 3保 sanbao sb 三宝
      hpreport term 三保 --context 1
      hpreport term 三保 | cut -f2
      hpreport term - --format jsonl < 词语.txt
    """
    layout = TERM.adding("cite") if cite else TERM
    answers = _answers(index, _queries(query), exact, limit, output)
    if context:
        answers = (_Answer(a.query, [index.with_context(row, context) for row in a.rows]) for a in answers)
    if query == ["-"] and output.style.format in ("json", "jsonl"):
        return output.answers(({"query": a.query, "hits": a.rows} for a in answers), layout, "hits")
    if output.style.format == "table":
        return output.tables((answer.rows for answer in answers), layout)
    return output.rows((row for answer in answers for row in answer.rows), layout)


def _queries(arguments: Iterable[str]) -> Iterator[str]:
    """Yield the queries, those of standard input where an argument is `-`."""
    for argument in arguments:
        if argument == "-":
            yield from lines()
        else:
            yield argument


def _answers(
    index: Reports, queries: Iterable[str], exact: bool, limit: int | None, output: Output
) -> Iterator[_Answer]:
    for typed in queries:
        hits = index.lookup.find(typed, exact=exact)
        shown = hits[: limit or (_MOST_OF_MANY if output.many else _MOST_HITS)]
        if not output.quiet:
            _comment(index, typed, exact, shown, output)
            if limit is None and len(hits) > len(shown):
                output.note(f"“{typed}”还有 {len(hits) - len(shown)} 条，用 --limit 看更多")
        yield _Answer(typed, [term_record(index, hit, typed) for hit in shown])


def _comment(index: Reports, typed: str, exact: bool, hits: Sequence[TermHit], output: Output) -> None:
    """Say on standard error what the rows do not: that nothing was found, or that the report explains nothing."""
    if not hits:
        output.note(_not_found(index, typed, exact))
    rows = [index.row(hit) for hit in hits if hit.match == "mention"]
    if isinstance(index, Index):
        for row in rows:
            output.note(f"报告没有专门解释“{row['term']}”{_where(row, output)}{_elsewhere(row['term'])}")
    elif rows:
        below = "，下面是用到它的地方" if output.shows(TERM, "mentions") else f"，{len(rows)} 份报告用到它"
        output.note(f"报告都没有专门解释“{rows[0]['term']}”{below}")


def _where(row: Mapping[str, Any], output: Output) -> str:
    """Return what the report says of a word that it does not explain: in passing, below, or in which lines."""
    if row["definition"]:
        return f"，只在行文中说到：{row['definition']}"
    if output.shows(TERM, "mentions"):
        return "，下面是用到它的地方"
    lines = list(dict.fromkeys(str(mention["line"]) for mention in row["mentions"]))
    return f"，第{'、'.join(lines[:_MOST_LINES])}{'等' if len(lines) > _MOST_LINES else ''}行用到它"


def _elsewhere(word: str) -> str:
    """Return how many reports of the library explain a word, which the one asked does not; empty where none does."""
    database = library_database()
    if not database:
        return ""
    from hpreport.library.database import reports_explaining

    reports = reports_explaining(database, word)
    return f"；报告库里有 {reports} 份报告解释它（--report all）" if reports else ""


def _not_found(index: Reports, typed: str, exact: bool) -> str:
    near = index.near_terms(typed)
    if exact:
        near = [index.row(hit)["term"] for hit in index.lookup.find(typed)[:3]] or near
    hint = f"；相近的有：{'、'.join(near)}" if near else ""
    return f"没有找到“{shown(typed)}”{hint}{_elsewhere(typed) if isinstance(index, Index) else ''}"


def ready_answers(tables: Mapping[str, Any]) -> dict[str, str]:
    """Return the queries that `build` answers in advance, with the lines that `plain` prints for them.

    They are every term as printed, folded, with its numbers in digits, its pinyin and its initials, as far as that
    needs no word on standard error.
    """
    index, output = Index("", tables), Output(Style(), quiet=True)
    answers: dict[str, str] = {}
    named = (usual_queries(row["term"], row["headword"], row["pinyin"]) for row in index.terms)
    for query in dict.fromkeys(query for queries in named for query in queries):
        rows = [row for answer in _answers(index, [query], False, None, output) for row in answer.rows]
        lines = "".join(render(rows, TERM, output.style))
        if rows and not any(row["match"] == "mention" for row in rows) and not set('"\\') & set(query + lines):
            answers[query] = lines
    return answers
