"""The Typer application: its commands, and the options of the program itself."""

from importlib import import_module
from typing import Annotated, Any

import typer

from hpreport import __version__
from hpreport.cli.help import HelpCommand, HelpGroup

COMMANDS = {
    "term": "term",
    "terms": "terms",
    "scan": "scan",
    "targets": "figures",
    "results": "figures",
    "compare": "compare",
    "sections": "sections",
    "section": "section",
    "search": "search",
    "info": "info",
    "build": "build",
}
"""Name of the command -> module with its function, which may define its `COMMAND` class; in the order of the help."""


class LazyGroup(HelpGroup):
    """The group of commands, of which only the one that was asked for is imported."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, or None where there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"hpreport.cli.{COMMANDS[cmd_name]}")
        command_class = getattr(module, "COMMAND", HelpCommand)
        one = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
        one.command(cmd_name, cls=command_class)(getattr(module, cmd_name))
        return typer.main.get_command(one)


app = typer.Typer(
    name="hpreport",
    cls=LazyGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


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
