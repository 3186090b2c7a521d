"""The Typer application: its commands, and the options of the program itself."""

from typing import Annotated, Any

import typer

from hpreport import __version__
from hpreport.cli.build import build
from hpreport.cli.compare import compare
from hpreport.cli.figures import results, targets
from hpreport.cli.help import HelpCommand, HelpGroup
from hpreport.cli.info import info
from hpreport.cli.scan import scan
from hpreport.cli.term import term
from hpreport.cli.terms import terms

app = typer.Typer(
    name="hpreport",
    cls=HelpGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
for function in (term, terms, scan, targets, results, compare, info, build):
    app.command(cls=HelpCommand)(function)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"hpreport {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def hpreport(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="显示版本")] = False,
) -> None:
    """政府工作报告的词典和索引：查缩略语，列指标，读段落。

    自带沈阳市和平区 2023 年 12 月的政府工作报告；hpreport build 可以为任何一份政府工作报告建立索引。

    结果写到标准输出，说明写到标准错误。退出状态：0 找到，1 没有找到，2 用法或数据有误，130 被中断。
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def command() -> Any:
    """Return the application as the parser's command object."""
    return typer.main.get_command(app)
