"""The Typer application: its commands, and the options of the program itself."""

import re
from collections.abc import Callable
from typing import Annotated, Any, get_args

import typer

from hpreport import __version__
from hpreport.cli.commands import MODULES, load_command
from hpreport.cli.declare import Argument, Option
from hpreport.cli.help import HelpCommand, HelpGroup
from hpreport.cli.options import signature_of
from hpreport.cli.output import write


class ExcludingCommand(HelpCommand):
    """A command with words to leave out, which look like options: -食堂."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments; a minus before what is no Latin letter starts no option."""
        return list(super().parse_args(ctx, [re.sub(r"^-(?=[^\x00-\x7f]|[\"'])", "－", arg) for arg in args]))


class LazyGroup(HelpGroup):
    """The group of commands, of which only the one that was asked for is imported."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands."""
        return list(MODULES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, or None where there is none of this name."""
        if cmd_name not in MODULES:
            return None
        one = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
        command_class = ExcludingCommand if cmd_name == "search" else HelpCommand
        one.command(cmd_name, cls=command_class)(with_typer(load_command(cmd_name)))
        return typer.main.get_command(one)


def with_typer(command: Callable[..., int]) -> Callable[..., int]:
    """Return the command with its declarations turned into Typer's, which reads them from the signature."""
    signature = signature_of(command)
    parameters = [p.replace(annotation=_typer_annotation(p.annotation)) for p in signature.parameters.values()]

    def run(**given: Any) -> int:
        return command(**given)

    run.__doc__ = command.__doc__
    run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    return run


def _typer_annotation(annotation: Any) -> Any:
    kind, declared = get_args(annotation)
    makers: dict[type, Callable[..., Any]] = {Argument: typer.Argument, Option: typer.Option}
    return Annotated[kind, makers[type(declared)](*declared.names, **declared.settings)]


app = typer.Typer(
    name="hpreport",
    cls=LazyGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _show_version(asked: bool) -> None:
    if asked:
        write([f"hpreport {__version__}\n"])
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
        write([context.get_help() + "\n"])


def command() -> Any:
    """Return the application as the parser's command object."""
    return typer.main.get_command(app)
