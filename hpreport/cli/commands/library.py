"""`hpreport add`, `reports` and `remove`: the reader's own library."""

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from hpreport.cli.commands.build import check_given
from hpreport.cli.layouts import place_columns
from hpreport.cli.messages import shown
from hpreport.cli.options import Argument, LimitOption, Option, command
from hpreport.cli.output import ClosedPipeError, Output
from hpreport.errors import UsageError
from hpreport.index.paths import BUNDLED_REPORT, library_dir
from hpreport.library.shelf import ALL, Shelf
from hpreport.records import AddedFile, LibraryReport
from hpreport.render import Column, Layout, columns_of
from hpreport.reports import check_known
from hpreport.text.fold import fold
from hpreport.text.sanitize import no_surrogates

if TYPE_CHECKING:
    from hpreport.library.add import Added

_STATUS = {"added": "已加入", "unchanged": "已有", "replaced": "已更换", "failed": "没有加入"}
_COUNTS = [
    Column("parts", "部分", right=True),
    Column("sections", "节", right=True),
    Column("items", "条", right=True),
    Column("terms", "词语", right=True),
    Column("figures", "数据", right=True),
]

ADDED = Layout(
    columns=columns_of(
        AddedFile,
        Column("file", "文件", wide=True),
        Column("status", "结果", show=lambda status: _STATUS.get(str(status), str(status))),
        Column("report", "报告", wide=True, style="bold cyan"),
        Column("place", "地区", wide=True),
        Column("plan_year", "计划年份", right=True),
        *_COUNTS,
        Column("warnings", "存疑", wide=True),
        Column("problem", "问题", wide=True),
        *place_columns(),
    ),
    plain=["report", "status", "place", "plan_year", "parts", "sections", "items", "terms", "figures", "file"],
    table=["report", "status", "place", "plan_year", "parts", "sections", "terms", "figures", "doubts"],
    drawn=[Column("doubts", "存疑", right=True, draw=lambda row, _: str(len(row["warnings"])))],
)
"""What `add` says of each file."""

REPORTS = Layout(
    columns=columns_of(
        LibraryReport,
        Column("report", "报告", wide=True, style="bold cyan"),
        Column("place", "地区", wide=True),
        Column("title", "标题", wide=True),
        Column("speaker", "报告人"),
        Column("date", "日期"),
        Column("result_year", "回顾", right=True),
        Column("plan_year", "计划", right=True),
        *_COUNTS,
        Column("characters", "字数", right=True),
        Column("source", "原文", wide=True),
        Column("sha256", "原文 SHA-256", wide=True),
        Column("bundled", "自带"),
        Column("index", "索引文件", wide=True),
        *place_columns(),
    ),
    plain=["report", "place", "plan_year", "date", "terms", "figures", "title"],
    table=["report", "place", "plan_year", "date", "terms", "figures"],
)
"""What `reports` lists."""


_HELP = """把报告加入报告库。

加入以后用 --report 查，用 trend 比较。

能读的文件和 build 相同。库里已有的同样的文字不再加；一份读不了，其余的照常加入，状态是 2。
报告库在 $XDG_DATA_HOME/hpreport（默认 ~/.local/share/hpreport），一份报告一个压缩的 YAML 索引；
环境变量 HPREPORT_LIBRARY 另指目录。

例如：
  hpreport add 报告.txt
  hpreport add 报告/*.txt
  hpreport add 2025.txt --id 和平区-2025 --place 沈阳市和平区
  hpreport term 三保 --report all
"""
"""The help page."""


@command(
    ADDED,
    scope="output",
    help_text=_HELP,
    english=("FILE...", "adds reports to the library; query them with `--report`"),
)
def add(
    file: Annotated[
        list[Path], Argument(metavar="报告.txt...", help="政府工作报告，或 hpreport build 建立的 .yaml 索引")
    ],
    *,
    report_id: Annotated[str | None, Option("--id", metavar="名称", help="报告在库中的名称；默认是文件名")] = None,
    place: Annotated[str, Option("--place", metavar="地区", help="报告的地区；默认从报告认")] = "",
    year: Annotated[int | None, Option("--year", metavar="年份", help="报告安排哪一年的工作；默认从报告认")] = None,
    replace: Annotated[bool, Option("--replace", help="换掉库中同名的报告，或同样的文字按新的选项重建")] = False,
    output: Output,
) -> int:
    """把报告加入报告库。"""
    from hpreport.library.add import ADDED as NEW
    from hpreport.library.add import FAILED, REPLACED, AddOptions, add_files

    check_given(report_id, year)
    if len(file) > 1 and (report_id or place or year):
        raise UsageError("--id、--place、--year 一次只能用于一份报告")
    done: list[Added] = []

    def rows(added: "Iterable[Added]") -> Iterator[dict[str, Any]]:
        for one in added:
            _tell(one, output, warnings=len(file) == 1)
            done.append(one)
            yield _row(one)

    added = add_files(Shelf(library_dir()), file, AddOptions(report_id, no_surrogates(place.strip()), year, replace))
    watched = _watched(added, len(file), output)
    try:
        output.rows(rows(watched), ADDED)
    except (ClosedPipeError, OSError):
        for _ in rows(watched):  # nobody reads what is said of them; they are added all the same
            pass
        raise
    doubtful = [one.info["report"] for one in done if one.status in (NEW, REPLACED) and one.info["warnings"]]
    if doubtful and len(file) > 1:
        output.note(f"{len(doubtful)} 份有存疑之处：hpreport info --report all --fields report,warnings")
    return 2 if any(one.status == FAILED for one in done) else 0


def _tell(one: "Added", output: Output, *, warnings: bool) -> None:
    """Say on standard error what the row of a file does not, with its warnings where they are few enough to be read."""
    if one.problem:
        output.sink.note(one.problem)  # an error, which quiet does not hide
    elif one.status == "unchanged":
        output.note(f"{one.file}：库里已有，名称是 {one.info['report']}")
    else:
        for warning in one.info["warnings"] if warnings else ():
            output.note(f"{one.file}：{warning}")


def _row(one: "Added") -> dict[str, Any]:
    known = {column.name: one.info.get(column.name) for column in ADDED.columns}
    own = {"file": str(one.file), "status": one.status, "problem": one.problem}
    return {**known, **own, "warnings": one.info.get("warnings", [])}


def _watched(added: "Iterable[Added]", files: int, output: Output) -> "Iterable[Added]":
    """Return what becomes of the files; where people look at standard error, after a bar there has filled."""
    if files < 2 or output.quiet or sys.stderr is None or not sys.stderr.isatty():
        return added
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = ("读报告", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        return list(bar.track(added, total=files))


@command(REPORTS, scope="output", english=("[TEXT]", "lists the library"))
def reports(
    text: Annotated[
        list[str] | None, Argument(metavar="[文字]...", help="只列名称、地区、标题、年份、日期中有这些文字的")
    ] = None,
    *,
    limit: LimitOption = None,
    output: Output,
) -> int:
    """列出报告库里的报告，早的在前。

    自带的一份也在其中。

    例如：
      hpreport reports
      hpreport reports 和平区 2024
      hpreport reports --format json
    """
    from hpreport.library.library import Library

    shelf = Shelf(library_dir())
    library = Library(shelf)
    for problem in library.problems:
        output.note(problem)
    with library.asking():
        rows = [_report_row(shelf, info) for info in library.infos.values()]
    words = " ".join(text or ()).split()
    found = [row for row in rows if all(_has(row, word) for word in words)]
    if not found:
        output.note(f"报告库里没有含“{shown(' '.join(words))}”的报告")
    return output.rows(found[:limit], REPORTS)


def _report_row(shelf: Shelf, info: Mapping[str, Any]) -> dict[str, Any]:
    own = {"bundled": info["report"] == BUNDLED_REPORT, "index": str(shelf.index_path(info["report"]))}
    return {**{column.name: info.get(column.name) for column in REPORTS.columns}, **own}


_YEAR = re.compile(r"([0-9]+)(?:年度?)?")
# 2023-12-21, anhe-2021, 2022年政府工作报告, 20220110; not 2022 in 20120225
_NUMBER = re.compile(r"[0-9]+")


def _has(row: Mapping[str, Any], word: str) -> bool:
    """Tell whether a report has a word in its name, place, title, year or date; digits only as a number begins."""
    told = [str(row[name] or "") for name in ("report", "place", "title", "date", "plan_year")]
    if year := _YEAR.fullmatch(unicodedata.normalize("NFKC", word)):
        return any(number.startswith(year[1]) for value in told for number in _NUMBER.findall(value))
    return any(fold(word) in fold(value) for value in told)


@command(REPORTS, scope="output", english=("REPORT...", "takes reports out of the library"))
def remove(
    report: Annotated[list[str], Argument(metavar="报告...", help="名称，见 hpreport reports")],
    *,
    output: Output,
) -> int:
    """从报告库里去掉报告。

    删掉它的索引；原来的文件不动。指定了格式或字段时，输出去掉的报告。

    例如：
      hpreport remove 和平区-2025
    """
    from hpreport.library.add import remove as take_out

    shelf = Shelf(library_dir())
    if BUNDLED_REPORT in report:
        raise UsageError(f"{BUNDLED_REPORT} 是自带的，去不掉")
    if ALL in report:
        raise UsageError("要去掉哪一份，请写名称；all 不行")
    check_known(report, list(shelf.stamps()))
    names = list(dict.fromkeys(report))
    rows = _rows(shelf, names) if output.chosen else []
    take_out(shelf, names)
    for name in names:
        output.note(f"已去掉 {name}")
    return output.rows(rows, REPORTS) if output.chosen else 0


def _rows(shelf: Shelf, reports: Sequence[str]) -> list[dict[str, Any]]:
    from hpreport.library.library import Library

    infos = Library(shelf, reports).infos
    return [_report_row(shelf, infos[report]) for report in reports if report in infos]
