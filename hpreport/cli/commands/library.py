"""`hpreport build`, and `add`, `reports`, `set` and `remove`: an index of a report, and the reader's own library."""

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from hpreport.cli.layouts import called, place_columns, source_columns
from hpreport.cli.messages import shown
from hpreport.cli.options import Argument, LimitOption, Option, QuietOption, command
from hpreport.cli.output import ClosedPipeError, Output, say, show_written, standard_input, write
from hpreport.errors import UsageError
from hpreport.index.paths import BUNDLED_REPORT, library_dir
from hpreport.library.shelf import ALL, Shelf, is_id
from hpreport.records import AddedFile, LibraryReport
from hpreport.render import Column, Layout, columns_of
from hpreport.reports import check_known
from hpreport.text.fold import fold
from hpreport.text.sanitize import no_surrogates

if TYPE_CHECKING:
    from hpreport.library.add import Added
    from hpreport.library.intake import Offer, Said
    from hpreport.model import Report

_YEARS = range(1949, 2100)
SourceOption = Annotated[str, Option("--source", metavar="网址", help="报告取自哪个网页，引用时注明")]
RetrievedOption = Annotated[str, Option("--retrieved", metavar="日期", help="哪一天取得的，如 2024-03-01")]


_BUILD_HELP = """从报告的文字建立 YAML 索引。

认出标题、地区、报告人、日期、年份，部分、节、条，名词解释和它在正文中的出处；认不出的留空，并在标准错误上说明。
国家、省、市、县的报告都可以：各种编号和标题，各种格式的名词解释和注释标记，网页上抓下来的断行、缺换行的文字。
文字的编码是 UTF-8、UTF-16、UTF-32、GB18030 或 Big5。读 .html 和 .pdf 要装 hpreport[documents]。
全文一行、一句一行、带目录、带网页标签的文字照样分段，分段的办法在警告中说明。
零宽字符、全角数字、直引号、扫描留下的空格之类先清理，清理了什么在警告中说明；网页只读正文；Word 中隐藏的、
删除的文字和目录不读，脚注作名词解释；PDF 的页眉和页码不读，分栏的一栏一栏读，扫描的图片没有文字可读。
索引旁边另写一份编译过的 .compiled.jsonl，查询时只读它；没有它也能查，只是慢些。

例如：
  hpreport build 报告.txt -o 报告.yaml
  hpreport build 报告.docx -o 报告.yaml --place 沈阳市和平区 --year 2024
  hpreport terms --index 报告.yaml
"""
"""The help page."""


@command(
    help_text=_BUILD_HELP,
    english=("REPORT.txt -o INDEX.yaml", "makes an index of another report, to be read with `--index`"),
)
def build(
    text_file: Annotated[
        Path, Argument(metavar="报告.txt", help="政府工作报告：.txt、.md、.docx，或 .html、.pdf（见下）；- 是标准输入")
    ],
    *,
    output: Annotated[
        Path | None, Option("--output", "-o", metavar="索引.yaml", help="写到哪里；默认写到标准输出")
    ] = None,
    place: Annotated[str, Option("--place", metavar="地区", help="报告的地区，如 沈阳市和平区；默认从报告认")] = "",
    year: Annotated[
        int | None, Option("--year", metavar="年份", help="报告安排哪一年的工作，如 2024；默认从报告认")
    ] = None,
    report_id: Annotated[str | None, Option("--id", metavar="名称", help="报告在索引中的名称；默认是文件名")] = None,
    source: SourceOption = "",
    retrieved: RetrievedOption = "",
    quiet: QuietOption = False,
) -> int:
    """从报告的文字建立 YAML 索引。"""
    from hpreport.cli.commands.term import ready_answers
    from hpreport.index.build import save_index
    from hpreport.index.yaml import dump_index
    from hpreport.library.intake import Said

    check_given(report_id, year)
    url, day = _source(source, retrieved)
    said = Said(report_id, place.strip(), year, source_url=url, retrieved=day)
    report = said.on(_report(text_file, said))
    for warning in () if quiet else report.warnings:
        say(f"{text_file}：{warning}")
    target = ["-o", str(output)] if output else []
    text = dump_index(report, said.command("build", str(text_file), *target))
    if output is None:
        write([text])
        return 0
    save_index(output, text, report, ready_answers)
    if not quiet:
        say(f"已写入 {output}：{sum(s.level == 1 for s in report.sections)} 个部分，{len(report.terms)} 个词语")
    return 0


def _report(text_file: Path, said: "Said") -> "Report":
    """Return the report in a file, or in standard input where it is called `-`."""
    from hpreport.index.build import build_report, named_after_place, report_of
    from hpreport.parsing import Overrides
    from hpreport.parsing.files.read import LARGEST

    if str(text_file) != "-":
        return build_report(text_file, report_id=said.report_id, place=said.place, plan_year=said.plan_year)
    data, overrides = standard_input().read(LARGEST + 1), Overrides(said.place, said.plan_year)
    return named_after_place(report_of(data, "-", "-", report_id=said.report_id or "", overrides=overrides))


def check_given(report_id: str | None, year: int | None) -> None:
    """Raise `UsageError` where an id or a year given for a report is none."""
    if report_id is not None and not is_id(report_id):
        raise UsageError("--id 的值不对：不能是空的，不能有空格和斜线，不能是 all，不能以 - 或 . 开头")
    if year is not None and year not in _YEARS:
        raise UsageError(f"--year 的值不对：应当是 {_YEARS[0]} 到 {_YEARS[-1]} 之间的年份")


def _source(url: str, retrieved: str, *, alone: bool = False) -> tuple[str, str]:
    """Return the address that a report was taken from, and the day; empty where nothing is said.

    Raises `UsageError` where one is none, or where a day stands without an address and may not be `alone`.
    """
    from hpreport.index.yaml import day_of, is_url

    if url and not is_url(url):
        raise UsageError("--source 的值不对：应当是 http:// 或 https:// 开头的网址")
    if retrieved and not day_of(retrieved):
        raise UsageError("--retrieved 的值不对：应当是 2024-03-01 这样的日期")
    if retrieved and not url and not alone:
        raise UsageError("--retrieved 要和 --source 一起用")
    return url, day_of(retrieved)


# --- the library ---

_STATUS = {"added": "已加入", "unchanged": "已有", "replaced": "已更换", "ready": "可加入", "failed": "没有加入"}
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
        Column("status", "结果", show=called(_STATUS)),
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
        *source_columns(),
    ),
    plain=["report", "place", "plan_year", "date", "terms", "figures", "title"],
    table=["report", "place", "plan_year", "date", "terms", "figures"],
)
"""What `reports` lists."""


_ONE_ALONE = "--id、--place、--year、--source 一次只能用于一份报告"

_HELP = """把报告加入报告库。

加入以后用 --report 查，用 trend 比较。

能读的文件和 build 相同；也可以是文件夹、通配符（'报告/**/*.txt'）、.zip 压缩文件（名字可以是 GBK）、-（标准输入）。
库里已有的同样的文字不再加；一份读不了，其余的照常加入，状态是 2。按 Ctrl-C 中断时，已加入的留在库里。
--meta 的清单是 CSV，第一行是列名 file,place,year,id,source,retrieved（文件、地区、年份、名称、网址、取得日期），
可以只有几列；没有写文件时，加入清单里的文件。
--name 说明文件名怎样写：{place} 是地区，{year} 是年份，{id} 是名称，{} 是任意文字。
地区和年份先看选项，再看清单、文件名的样式，再看报告本身；不一致时，警告说明取了哪一个。
最后用一张表列出地区、年份存疑的报告，可以用 hpreport set 改。
报告库在 $XDG_DATA_HOME/hpreport（默认 ~/.local/share/hpreport），一份报告一个压缩的 YAML 索引；
环境变量 HPREPORT_LIBRARY 另指目录。

例如：
  hpreport add 报告.txt
  hpreport add 报告/ 各市报告.zip
  hpreport add 2025.txt --id 和平区-2025 --place 沈阳市和平区
  hpreport add 报告/ --name '{place}_{year}' --check
  hpreport add --meta 清单.csv
  hpreport term 三保 --report all
"""
"""The help page."""


@command(
    ADDED,
    scope="output",
    help_text=_HELP,
    english=("FILE...", "adds reports, folders, archives to the library; query them with `--report`"),
)
def add(
    file: Annotated[
        list[Path] | None,
        Argument(metavar="[报告]...", help="政府工作报告、文件夹、.zip、-，或 hpreport build 建立的 .yaml 索引"),
    ] = None,
    *,
    report_id: Annotated[str | None, Option("--id", metavar="名称", help="报告在库中的名称；默认是文件名")] = None,
    place: Annotated[str, Option("--place", metavar="地区", help="报告的地区；默认从报告认")] = "",
    year: Annotated[int | None, Option("--year", metavar="年份", help="报告安排哪一年的工作；默认从报告认")] = None,
    source: SourceOption = "",
    retrieved: RetrievedOption = "",
    meta: Annotated[
        str, Option("--meta", metavar="清单.csv", file=True, help="各份报告的地区、年份、名称，见上面的说明")
    ] = "",
    name: Annotated[str, Option("--name", metavar="样式", help="文件名怎样写，如 {place}_{year}")] = "",
    replace: Annotated[bool, Option("--replace", help="换掉库中同名的报告，或同样的文字按新的选项重建")] = False,
    check: Annotated[bool, Option("--check", help="只试，不写入报告库")] = False,
    output: Output,
) -> int:
    """把报告加入报告库。"""
    from hpreport.library.add import FAILED, AddOptions, add_files
    from hpreport.library.intake import NOTHING_SAID, Said

    check_given(report_id, year)
    url, day = _source(source, retrieved)
    said = Said(report_id, no_surrogates(place.strip()), year, source_url=url, retrieved=day)
    if len(file or ()) > 1 and said != NOTHING_SAID:
        raise UsageError(_ONE_ALONE)
    offered = _offered([str(one) for one in file or ()], said, meta, name, output)
    shown: list[Added] = []
    with closing(add_files(Shelf(library_dir()), offered, AddOptions(replace, check))) as added:
        counted = _Counted(added)

        def rows() -> Iterator[dict[str, Any]]:
            for one in _watched(counted, len(offered), output):
                _tell(one, output, warnings=len(offered) == 1)
                shown.append(one)
                yield _row(one)
                show_written()  # the next may take a while

        try:
            output.rows(rows(), ADDED)
        except (ClosedPipeError, OSError):
            for _ in rows():  # nobody reads what is said of them; they are added all the same
                pass
            raise
        except KeyboardInterrupt:
            if _watched_by_people(output):
                output.note(f"已中断：加入了 {counted.added} 份，都留在库里；其余的没有加入")
            raise
    if len(offered) > 1:
        _tell_doubts(shown, output, check=check)
    return 2 if any(one.status == FAILED for one in shown) else 0


class _Counted:
    """What becomes of the files, and how many of them have been added."""

    def __init__(self, added: "Iterator[Added]") -> None:
        self._added = added
        self.added = 0

    def __iter__(self) -> "Iterator[Added]":
        for one in self._added:
            self.added += one.status in ("added", "replaced")
            yield one


def _offered(words: list[str], said: "Said", meta: str, name: str, output: Output) -> "list[Offer]":
    """Return what is offered to the library, with what options, list and names say of it.

    Raises `UsageError` where nothing is, or what is said of one report is said of several.
    """
    from hpreport.library import intake

    path = Path(meta)
    lines = intake.read_list(path) if meta else []
    if not words and not meta:
        raise UsageError("缺少参数 [报告]...（用法见 hpreport add --help）")
    pattern = intake.name_pattern(name) if name else None
    found = list(intake.offers(words or intake.files_listed(path, lines), lambda: standard_input().read(), output.note))
    if meta:
        found = intake.with_list(found, path, lines)
    if pattern:
        found = [intake.with_name(offer, pattern, name) for offer in found]
    if said != intake.NOTHING_SAID:
        if len(found) > 1:
            raise UsageError(_ONE_ALONE)
        found = [intake.with_options(offer, said) for offer in found]
    return found


def _tell(one: "Added", output: Output, *, warnings: bool) -> None:
    """Say on standard error what the row of a file does not, with its warnings where they are few enough to be read."""
    if one.problem:
        output.sink.note(one.problem)  # an error, which quiet does not hide
    elif one.status == "unchanged":
        output.note(f"{one.file}：库里已有，名称是 {one.info['report']}")
    else:
        for warning in one.info["warnings"] if warnings else ():
            output.note(f"{one.file}：{warning}")


DOUBTS = Layout(
    columns=[
        Column("report", "报告", wide=True, style="bold cyan"),
        Column("place", "地区", wide=True),
        Column("plan_year", "计划年份", right=True),
        Column("doubt", "存疑", wide=True),
    ],
    plain=["report", "place", "plan_year", "doubt"],
    table=["report", "place", "plan_year", "doubt"],
)
"""What `add` says at its end of reports whose place or year is doubtful."""


def _tell_doubts(done: "Sequence[Added]", output: Output, *, check: bool) -> None:
    """Say how many reports have warnings, and list those of place or year, which name the options that settle them."""
    new = [one.info for one in done if one.status in ("added", "replaced", "ready")]
    rows = [
        {"report": info["report"], "place": info["place"], "plan_year": info["plan_year"], "doubt": warning}
        for info in new
        for warning in info["warnings"]
        if "--place" in warning or "--year" in warning
    ]
    doubtful = sum(bool(info["warnings"]) for info in new)
    if doubtful and not check:
        output.note(f"{doubtful} 份有存疑之处：hpreport info --report all --fields report,warnings")
    if rows:
        reports = len({row["report"] for row in rows})
        output.note(f"{reports} 份的地区或年份存疑" + ("：" if check else "，用 hpreport set 改："))
        output.beside(rows, DOUBTS)


def _row(one: "Added") -> dict[str, Any]:
    known = {column.name: one.info.get(column.name) for column in ADDED.columns}
    own = {"file": one.file, "status": one.status, "problem": one.problem}
    return {**known, **own, "warnings": one.info.get("warnings", [])}


def _watched(added: "Iterable[Added]", files: int, output: Output) -> "Iterator[Added]":
    """Yield what becomes of the files, with a progress bar where standard error is a terminal.

    Where standard output is one too, the rows follow the bar.
    """
    with _bar(files, output) as advance:
        rows = (_advanced(one, advance) for one in added)
        yield from list(rows) if advance and sys.stdout is not None and sys.stdout.isatty() else rows


def _watched_by_people(output: Output) -> bool:
    return not output.quiet and sys.stderr is not None and sys.stderr.isatty()


@contextmanager
def _bar(files: int, output: Output) -> "Iterator[Callable[[], object] | None]":
    """Yield what advances a progress bar on standard error by one; None without a terminal, or for a single file."""
    if files < 2 or not _watched_by_people(output):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = ("读报告", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=files)
        yield lambda: bar.advance(task)


def _advanced(one: "Added", advance: "Callable[[], object] | None") -> "Added":
    if advance:
        advance()
    return one


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
    """Tell whether a report has a word in its name, place, title, year or date.

    Digits match only the beginning of a number.
    """
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
    from hpreport.library.database import remove as take_out

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


@command(
    REPORTS,
    scope="output",
    english=("REPORT", "changes what was recognised of a report: place, year, id, source"),
    name="set",
)
def set_(
    report: Annotated[str, Argument(metavar="报告", help="名称，见 hpreport reports")],
    *,
    place: Annotated[str, Option("--place", metavar="地区", help="报告的地区，如 沈阳市和平区")] = "",
    year: Annotated[int | None, Option("--year", metavar="年份", help="报告安排哪一年的工作，如 2024")] = None,
    report_id: Annotated[str | None, Option("--id", metavar="名称", help="报告在库中的新名称")] = None,
    source: SourceOption = "",
    retrieved: RetrievedOption = "",
    output: Output,
) -> int:
    """改报告库里报告的地区、年份、名称、网址。

    不用原来的文件；年份改了，各项指标的年份照新的重认。指定了格式或字段时，输出改过的报告。

    例如：
      hpreport set 又一份 --place 沈阳市和平区 --year 2025
      hpreport set 又一份 --source https://a.gov.cn/1 --retrieved 2025-03-01
      hpreport set 又一份 --id 和平区-2026
    """
    from hpreport.library.add import change
    from hpreport.library.intake import NOTHING_SAID, Said

    shelf = Shelf(library_dir())
    url, day = _source(source, retrieved, alone=True)
    said = Said(report_id, no_surrogates(place.strip()), year, source_url=url, retrieved=day)
    check_given(report_id, year)
    if said == NOTHING_SAID:
        raise UsageError("要改什么：--place、--year、--id、--source 至少写一个")
    if report == BUNDLED_REPORT:
        raise UsageError(f"{BUNDLED_REPORT} 是自带的，改不了")
    check_known([report], list(shelf.stamps()))
    info = change(shelf, report, said)
    year_told = f"安排 {info['plan_year']} 年" if info["plan_year"] else "年份不明"
    output.note(f"已改：{info['report']}，{info['place'] or '地区不明'}，{year_told}")
    return output.rows(_rows(shelf, [info["report"]]), REPORTS) if output.chosen else 0


def _rows(shelf: Shelf, reports: Sequence[str]) -> list[dict[str, Any]]:
    from hpreport.library.library import Library

    infos = Library(shelf, reports).infos
    return [_report_row(shelf, infos[report]) for report in reports if report in infos]
