"""`hpreport build`: make an index from the text of a report."""

import shlex
from pathlib import Path
from typing import Annotated

from hpreport.cli.declare import Argument, Option
from hpreport.cli.options import QuietOption
from hpreport.cli.output import say, write


def build(
    text_file: Annotated[Path, Argument(metavar="报告.txt", help="政府工作报告的文字")],
    output: Annotated[
        Path | None, Option("--output", "-o", metavar="索引.yaml", help="写到哪里；默认写到标准输出")
    ] = None,
    quiet: QuietOption = False,
) -> int:
    """从政府工作报告的文字建立 YAML 索引。

    认出标题、地区、日期、年份，部分、节、条，名词解释和它在正文中的出处；认不出的在标准错误上说明。
    索引旁边另写一份编译过的 .compiled.jsonl，查询时只读它；没有它也能查，只是慢些。

    例如：
      hpreport build 报告.txt -o 报告.yaml
      hpreport terms --index 报告.yaml
    """
    from hpreport.cli.term import ready_answers
    from hpreport.index import build_report, save_index
    from hpreport.store.yamlindex import dump_index

    report = build_report(text_file)
    for warning in () if quiet else report.warnings:
        say(f"{text_file}：{warning}")
    target = "" if output is None else f" -o {shlex.quote(str(output))}"
    text = dump_index(report, f"hpreport build {shlex.quote(str(text_file))}{target}")
    if output is None:
        write([text])
        return 0
    save_index(output, text, report, ready_answers)
    if not quiet:
        say(f"已写入 {output}：{sum(s.level == 1 for s in report.sections)} 个部分，{len(report.terms)} 个词语")
    return 0
