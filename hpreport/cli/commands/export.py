"""`hpreport export`: the whole index for other tools."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from hpreport.cli.options import (
    IndexOption,
    Option,
    PlaceOption,
    QuietOption,
    ReportOption,
    ReportYearsOption,
    command,
    open_asked,
)
from hpreport.cli.output import say, write
from hpreport.cli.saving import is_standard_output, unknown_suffix
from hpreport.errors import UsageError
from hpreport.files import is_plain
from hpreport.index.index import Index
from hpreport.reports import Opened

if TYPE_CHECKING:
    from hpreport.export.document import Faces

_SUFFIXES = {
    "json": (".json",),
    "jsonl": (".jsonl", ".ndjson"),
    "csv": (),
    "sqlite": (".sqlite", ".sqlite3", ".db"),
    "md": (".md", ".markdown"),
    "html": (".html", ".htm"),
    "xlsx": (".xlsx",),
    "postgresql": (),
}
"""Format -> what the name of its file ends with."""
_NEEDS_PLACE = {
    "csv": "csv 是一组文件，要用 -o 指定目录",
    "postgresql": "postgresql 是一组文件，要用 -o 指定目录",
    "sqlite": "sqlite 是数据库文件，要用 -o 指定写到哪里",
    "xlsx": "xlsx 是工作簿，要用 -o 指定写到哪里",
}


_HELP = """把整个索引导出给别的工具用。

导出的有报告、提纲、段落、词语、指标、对照；用 --report 可以导出几份。

json    一个对象，每类记录一个数组
jsonl   每行一条记录，带 type，适合喂给搜索引擎
csv     一个目录，每个表一个文件
sqlite  数据库，有键、视图和全文检索，Datasette 可以直接打开
md      给人读的整份报告：正文、指标、名词解释，词语连着解释
html    同上，一个文件自足，不联网，可排序、筛选、打印；-o 后是目录时一份报告一页，另有可以检索的首页
xlsx    工作簿，一张表一类记录，编号是文本（2.10 不会成 2.1）；要装 hpreport[frames]
postgresql  一个目录，每个表一个 COPY 文件，schema.sql 建表并装入；见 hpreport help archive

例如：
  hpreport export > 报告.json
  hpreport export -o 报告.html
  hpreport export -f csv -o 表格/
  hpreport export --report all -f html -o 网页/
  hpreport export -o 报告.db && sqlite3 报告.db 'select * from targets'
"""
"""The help page."""


@command(
    help_text=_HELP,
    english=(
        "[-o FILE]",
        "gives the whole index as `json`, `jsonl`, `csv`, `sqlite`, `md`, `html` (to a folder, a page each), `xlsx` or"
        " `postgresql`",
    ),
)
def export(
    *,
    form: Annotated[
        str,
        Option(
            "--format",
            "-f",
            metavar="格式",
            choices=dict.fromkeys(_SUFFIXES, ""),
            help=f"{'、'.join(_SUFFIXES)}；默认按 -o 的扩展名，再不然是 json",
        ),
    ] = "",
    output: Annotated[
        Path | None,
        Option("--output", "-o", metavar="文件或目录", help="写到哪里；默认写到标准输出，- 也是"),
    ] = None,
    schema: Annotated[bool, Option("--schema", help="只输出 JSON Schema：各命令的 json 有哪些字段，是什么")] = False,
    report: ReportOption = None,
    index: IndexOption = None,
    place: PlaceOption = None,
    year: ReportYearsOption = "",
    quiet: QuietOption = False,
) -> int:
    """把整个索引导出给别的工具用。"""
    if output is not None and is_standard_output(str(output)):
        output = None
    if schema:
        from hpreport.export.schema import schema_text

        return _write_text([schema_text()], output)
    asked = open_asked(report=report, index=index, place=place, year=year)
    indexes = [asked] if isinstance(asked, Index) else Opened(asked)
    if output is not None and any(output.resolve() == Path(one.path).resolve() for one in indexes):
        raise UsageError(f"{output}：这是索引本身，不能写到这里")
    form = _format(form, output)
    if output is not None and form == "html" and _is_folder(output):
        from hpreport.export.page import write_pages

        write_pages(indexes, output, _faces())
    elif form not in _NEEDS_PLACE:
        _write_text(_text(form, indexes), output)
    elif output is None:
        raise UsageError(_NEEDS_PLACE[form])
    else:
        _writer(form)(indexes, output)
    if output is not None and not quiet:
        say(f"已写入 {output}")
    return 0


def _format(asked: str, output: Path | None) -> str:
    """Return the format asked for, else that of the file's name; json where it has none, being no regular file.

    Raises `UsageError` where the end of the name is unknown.
    """
    if asked or output is None or not is_plain(output):
        return asked or "json"
    known = {suffix: form for form, suffixes in _SUFFIXES.items() for suffix in suffixes}
    if output.suffix.lower() not in known:
        raise unknown_suffix(str(output), [*known, "目录（-f csv）"])
    return known[output.suffix.lower()]


def _is_folder(output: Path) -> bool:
    """Tell whether web pages go to a folder: an existing one, or a new one, whose name has no extension."""
    return output.is_dir() or (not output.suffix and not output.exists())


def _faces() -> "Faces":
    from hpreport.cli.commands.compare import COMPARE
    from hpreport.cli.commands.figures import FIGURES
    from hpreport.cli.layouts import INFO
    from hpreport.export.document import Faces

    return Faces(INFO, FIGURES, COMPARE)


def _text(form: str, indexes: Sequence[Index]) -> Iterator[str]:
    """Yield the text of a format that is one file."""
    if form in ("json", "jsonl"):
        from hpreport.export.rows import to_json, to_jsonl

        return to_json(indexes) if form == "json" else to_jsonl(indexes)
    if form == "md":
        from hpreport.export.markdown import to_markdown

        return to_markdown(indexes, _faces())
    from hpreport.export.page import to_html

    return to_html(indexes, _faces())


def _writer(form: str) -> Callable[[Sequence[Index], Path], None]:
    """Return what writes a format that is no text."""
    if form == "csv":
        from hpreport.export.rows import write_csv

        return write_csv
    if form == "xlsx":
        from hpreport.export.frames import write_workbook

        return write_workbook
    from hpreport.export.database import write_postgresql, write_sqlite

    return write_postgresql if form == "postgresql" else write_sqlite


def _write_text(pieces: Sequence[str] | Iterator[str], output: Path | None) -> int:
    """Write text to a file, or to standard output, and return the exit status."""
    from hpreport.files import write_pieces

    if output is None:
        write(pieces, utf8=True)
    else:
        write_pieces(output, pieces)
    return 0
