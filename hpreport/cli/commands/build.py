"""`hpreport build`: make an index from the text of a report."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from hpreport.cli.options import Argument, Option, QuietOption, command
from hpreport.cli.output import say, standard_input, write
from hpreport.errors import UsageError
from hpreport.library.shelf import is_id

if TYPE_CHECKING:
    from hpreport.model import Report

_YEARS = range(1949, 2100)


_HELP = """从报告的文字建立 YAML 索引。

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
    help_text=_HELP, english=("REPORT.txt -o INDEX.yaml", "makes an index of another report, to be read with `--index`")
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
    quiet: QuietOption = False,
) -> int:
    """从报告的文字建立 YAML 索引。"""
    from hpreport.cli.commands.term import ready_answers
    from hpreport.index.build import save_index
    from hpreport.index.yaml import dump_index

    check_given(report_id, year)
    report = _report(text_file, report_id, place.strip(), year)
    for warning in () if quiet else report.warnings:
        say(f"{text_file}：{warning}")
    text = dump_index(report, _command(text_file, output, {"--place": place, "--year": year, "--id": report_id}))
    if output is None:
        write([text])
        return 0
    save_index(output, text, report, ready_answers)
    if not quiet:
        say(f"已写入 {output}：{sum(s.level == 1 for s in report.sections)} 个部分，{len(report.terms)} 个词语")
    return 0


def _report(text_file: Path, report_id: str | None, place: str, year: int | None) -> "Report":
    """Return the report in a file, or in standard input where it is called `-`."""
    from hpreport.index.build import build_report, named_after_place, report_of
    from hpreport.parse import Overrides
    from hpreport.parse.files.read import LARGEST

    if str(text_file) != "-":
        return build_report(text_file, report_id=report_id, place=place, plan_year=year)
    data = standard_input().read(LARGEST + 1)
    return named_after_place(report_of(data, "-", "-", report_id=report_id or "", overrides=Overrides(place, year)))


def check_given(report_id: str | None, year: int | None) -> None:
    """Raise `UsageError` where an id or a year given for a report is none."""
    if report_id is not None and not is_id(report_id):
        raise UsageError("--id 的值不对：不能是空的，不能有空格和斜线，不能是 all，不能以 - 或 . 开头")
    if year is not None and year not in _YEARS:
        raise UsageError(f"--year 的值不对：应当是 {_YEARS[0]} 到 {_YEARS[-1]} 之间的年份")


def _command(text_file: Path, output: Path | None, options: dict[str, object]) -> str:
    """Return the command that makes the same index again."""
    target = ["-o", str(output)] if output else []
    given = [str(word) for option, value in options.items() if value for word in (option, value)]
    return shlex.join(["hpreport", "build", str(text_file), *target, *given])
