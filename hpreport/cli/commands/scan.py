"""`hpreport scan`: every known term that a text uses."""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, TextIO

from hpreport import records
from hpreport.answers import doubt_records, use_records
from hpreport.cli.layouts import TERMS, called
from hpreport.cli.options import Argument, Option, command
from hpreport.cli.output import Output, standard_input
from hpreport.errors import DataError, UsageError
from hpreport.records import Row
from hpreport.render import Column, Layout, columns_of
from hpreport.reports import Reports
from hpreport.terms.scanner import TermRef
from hpreport.text.sanitize import one_line

_PIECE = 1 << 16
"""Characters read at once from a line that never ends."""

_MATCHES = {"exact": "原文", "folded": "写法不同", "fuzzy": "可能写错", "mention": "没有解释"}
_CHECKED = ["line", "column", "text", "match", "term"]
"""Fields of a check, in order."""
SCAN = Layout(
    columns=columns_of(
        records.Use,
        Column("line", "行", right=True),
        Column("column", "列", right=True),
        Column("text", "原文", wide=True),
        Column("term", "词语", wide=True, style="bold cyan"),
        Column("definition", "解释", wide=True),
        Column("match", "匹配", show=called(_MATCHES)),
        Column("file", "文件", wide=True),
    ),
    plain=["line", "column", "text", "term", "definition"],
    table=["line", "column", "text", "term", "definition"],
)
"""What `scan` finds; also, with `--glossary`, the explanations to paste, one a line."""


@command(
    SCAN,
    TERMS,
    scope="all reports",
    english=(
        "[FILE]...",
        "finds the terms that texts use; `--glossary` explains each once, `--check` lists near misses",
    ),
)
def scan(
    file: Annotated[
        list[Path] | None,
        Argument(metavar="[文件]...", help="要查的文字，也可以是 .docx、.html、.pdf；- 或不给表示标准输入"),
    ] = None,
    glossary: Annotated[bool, Option("--glossary", "-g", help="按首次出现的次序列出解释，可作附录")] = False,
    check: Annotated[bool, Option("--check", help="只列可能写错的词语，和加了引号而没有解释的说法")] = False,
    *,
    output: Output,
    index: Reports,
) -> int:
    """找出一段文字用到的词语和位置。

    找出全部词语，取最长的，附行列；或者给它配上名词解释（--glossary），或者只列可疑之处（--check）。

    例如：
      hpreport scan 草稿.txt
      echo 落实三直一块 | hpreport scan --check
      hpreport scan 草稿.txt --glossary >> 草稿.txt
      git diff | hpreport scan - --format json
    """
    output.check_fields(TERMS if glossary else SCAN)
    if glossary and check:
        raise UsageError("--glossary 和 --check 只能给一个")
    files = file or [Path("-")]
    if glossary:
        uses = (use for one in files for use in index.scanner.scan(_lines_of(one)))
        status = _write_glossary(index, uses, output)
    else:
        rows = (row for one in files for row in _rows(index, one, check=check))
        status = _write(rows, _layout(check=check, several=len(files) > 1), output)
    if status:
        output.note("没有可疑之处" if check else "没有用到名词解释中的词语")
    return status


def _rows(index: Reports, file: Path, *, check: bool) -> Iterator[Row]:
    if check:
        return doubt_records(index, _lines_of(file), str(file))
    return use_records(index, index.scanner.scan(_lines_of(file)), str(file))


def _layout(*, check: bool, several: bool) -> Layout:
    layout = SCAN._replace(plain=_CHECKED, table=_CHECKED) if check else SCAN
    return layout.adding("file") if several else layout


def _write(rows: Iterable[Row], layout: Layout, output: Output) -> int:
    """Write the rows; a table has no column twice: how the text spells a term is told where it spells one otherwise."""
    if output.style.format in ("table", "md") and layout.table != _CHECKED:
        rows = list(rows)
        if all(row["text"] == row["term"] for row in rows):
            layout = layout._replace(table=[name for name in layout.table if name != "text"])
    return output.rows(rows, layout)


def _write_glossary(index: Reports, uses: Iterable[TermRef], output: Output) -> int:
    """Write the terms used, once each, in the order of first use: as an appendix, or as rows of `terms` where asked."""
    found = [index.terms[number] for number in dict.fromkeys(use.term for use in uses)]
    rows = [records.placed(row, index.info_of(row["report"])) for row in found]
    if output.chosen:
        return output.rows(rows, TERMS)
    output.text(one_line(f"{row['headword']}：{row['definition']}") + "\n" for row in rows)
    return 0 if rows else 1


def _lines_of(file: Path) -> Iterator[str]:
    """Yield the lines of a file, or of standard input for `-`. Raises `DataError` where it cannot be read."""
    from hpreport.files import explain, is_document

    name = "标准输入" if str(file) == "-" else str(file)
    try:
        data = open(standard_input().fileno(), "rb", closefd=False) if str(file) == "-" else file.open("rb")  # noqa: SIM115
        if is_document(data.peek(_PIECE), name):
            with data:
                yield from _document(data, name)
        else:
            with _as_text(data, name) as text:
                yield from _pieces(text)
    except OSError as error:
        raise DataError(f"{name}：读不了：{explain(error)}") from error


def _document(data: io.BufferedReader, name: str) -> Iterator[str]:
    """Yield the lines that `build` reads of a document. Raises `DataError` where it has none."""
    from hpreport.parsing.files.read import LARGEST, read_document

    yield from read_document(data.read(LARGEST + 1), name).text.splitlines(keepends=True)


def _as_text(data: io.BufferedReader, name: str) -> TextIO:
    """Return bytes as text in the encoding that their first piece tells. Raises `DataError` where it is no text."""
    from hpreport.text.encodings import encoding_of

    sample = data.peek(_PIECE)
    encoding = encoding_of(sample)
    if not encoding.startswith(("utf-16", "utf-32")) and b"\0" in sample:
        data.close()
        raise DataError(f"{name}：不是文本文件")
    return io.TextIOWrapper(data, encoding=encoding, errors="replace", newline="\n")


def _pieces(text: TextIO) -> Iterator[str]:
    """Yield lines, those longer than `_PIECE` in several pieces, so that memory stays bounded."""
    while piece := text.readline(_PIECE):
        yield piece
