"""`hpreport scan`: every known term that a text uses."""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, TextIO

from hpreport import records
from hpreport.api import use_records
from hpreport.cli.layouts import TERMS
from hpreport.cli.options import Argument, Option, command
from hpreport.cli.output import Output, standard_input
from hpreport.errors import DataError
from hpreport.render import Column, Layout, columns_of
from hpreport.reports import Reports
from hpreport.terms.scanner import TermRef
from hpreport.text.sanitize import one_line

_PIECE = 1 << 16
"""Characters read at once from a line that never ends."""

SCAN = Layout(
    columns=columns_of(
        records.Use,
        Column("line", "行", right=True),
        Column("column", "列", right=True),
        Column("text", "原文", wide=True),
        Column("term", "词语", wide=True, style="bold cyan"),
        Column("definition", "解释", wide=True),
    ),
    plain=["line", "column", "text", "term", "definition"],
    table=["line", "column", "text", "term", "definition"],
)
"""What `scan` finds; also, with `--glossary`, the explanations to paste, one a line."""


@command(
    SCAN,
    TERMS,
    scope="all reports",
    english=("[FILE]", "finds the terms that a text uses; `--glossary` explains each once"),
)
def scan(
    file: Annotated[Path, Argument(metavar="[文件]", help="要查的文字；- 或不给表示标准输入")] = Path("-"),
    glossary: Annotated[bool, Option("--glossary", "-g", help="按首次出现的次序列出解释，可作附录")] = False,
    *,
    output: Output,
    index: Reports,
) -> int:
    """找出一段文字用到的词语和位置。

    找出全部词语，取最长的，附行列；或者给它配上名词解释（--glossary）。

    例如：
      hpreport scan 草稿.txt
      hpreport scan 草稿.txt --glossary >> 草稿.txt
      git diff | hpreport scan - --format json
    """
    output.check_fields(TERMS if glossary else SCAN)
    with _open(file) as text:
        uses = index.scanner.scan(_pieces(text))
        status = _write_glossary(index, uses, output) if glossary else _write_uses(index, uses, output)
    if status:
        output.note("没有用到名词解释中的词语")
    return status


def _write_uses(index: Reports, uses: Iterable[TermRef], output: Output) -> int:
    return output.rows(use_records(index, uses), SCAN)


def _write_glossary(index: Reports, uses: Iterable[TermRef], output: Output) -> int:
    """Write the terms used, once each, in the order of first use: as an appendix, or as rows of `terms` where asked."""
    rows = [index.terms[number] for number in dict.fromkeys(use.term for use in uses)]
    if output.chosen:
        return output.rows(rows, TERMS)
    output.text(one_line(f"{row['headword']}：{row['definition']}") + "\n" for row in rows)
    return 0 if rows else 1


def _open(file: Path) -> TextIO:
    """Return a file, or standard input for `-`, as text in its encoding. Raises `DataError` where it cannot be read."""
    from hpreport.files import explain

    name = "标准输入" if str(file) == "-" else str(file)
    try:
        data = open(standard_input().fileno(), "rb", closefd=False) if str(file) == "-" else file.open("rb")  # noqa: SIM115
        return _as_text(data, name)
    except OSError as error:
        raise DataError(f"{name}：读不了：{explain(error)}") from error


def _as_text(data: io.BufferedReader, name: str) -> TextIO:
    """Return bytes as text in the encoding that their first piece tells. Raises `DataError` where it is no text."""
    sample = data.peek(_PIECE)
    encoding = "utf-16" if sample.startswith((b"\xff\xfe", b"\xfe\xff")) else _encoding(sample)
    if encoding != "utf-16" and b"\0" in sample:
        data.close()
        raise DataError(f"{name}：不是文本文件")
    return io.TextIOWrapper(data, encoding=encoding, errors="replace", newline="\n")


def _encoding(sample: bytes) -> str:
    """Return GB18030 for what UTF-8 cannot read; a stray bad byte in a thousand does not make it that."""
    bad = sample.decode("utf-8", "replace").count("\ufffd") - 1  # the piece may end inside a character
    return "gb18030" if bad > len(sample) // 1000 + 3 else "utf-8-sig"


def _pieces(text: TextIO) -> Iterator[str]:
    """Yield lines, those longer than `_PIECE` in several pieces, so that memory stays bounded."""
    while piece := text.readline(_PIECE):
        yield piece
