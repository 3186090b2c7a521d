"""The options of the program itself, and the Typer application, its English turned into Chinese.

It is for help pages, for calls that are wrong, and for completion.
"""

import inspect
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from hpreport import __version__
from hpreport.cli.commands.registry import GROUPS, MODULES, load_command, summary
from hpreport.cli.completion.shells import SHELLS, install, script, uninstall, with_shell
from hpreport.cli.options import HELP, Command, Option, Parameter, command, with_minus_kept
from hpreport.cli.output import ambiguous_width, check_open, say, write
from hpreport.errors import UsageError
from hpreport.render.text import page_width, paragraph, row, spread, unspread


@command()
def root(
    version: Annotated[bool, Option("--version", help="显示版本")] = False,
    show_completion: Annotated[
        str,
        Option(
            "--show-completion",
            metavar="[shell]",
            choices=SHELLS,
            help="显示自动补全脚本：bash、zsh、fish、powershell，不写是所用的 shell",
        ),
    ] = "",
    install_completion: Annotated[
        str, Option("--install-completion", metavar="[shell]", choices=SHELLS, help="为这个 shell 安装自动补全")
    ] = "",
    uninstall_completion: Annotated[
        str, Option("--uninstall-completion", metavar="[shell]", choices=SHELLS, help="去掉所安装的自动补全")
    ] = "",
) -> bool:
    """政府工作报告的词典和索引：查缩略语，列指标，读段落。

    自带沈阳市和平区 2023 年 12 月的政府工作报告；hpreport build 可以为任何一份政府工作报告建立索引。

    结果写到标准输出，说明写到标准错误。退出状态：0 找到，1 没有找到，2 用法或数据有误，130 被中断。

    各种题目（输出格式、退出状态、环境变量、匹配的办法）的说明见 hpreport help。

    命令可以不写，hpreport 三保 就是 hpreport term 三保。

    例如：
      hpreport 三保
      hpreport targets --year 2024
      hpreport search 老旧小区改造
      hpreport help formatting
    """
    if version:
        write([f"hpreport {__version__}\n"])
    if show_completion:
        write([script(show_completion)])
    if install_completion:
        say(f"已写入 {install(install_completion)}；新开的 {install_completion} 里生效")
    if uninstall_completion:
        changed = uninstall(uninstall_completion)
        say(f"已从这里去掉：{'、'.join(map(str, changed))}" if changed else "没有安装过自动补全")
    return bool(version or show_completion or install_completion or uninstall_completion)


# --- the application ---

_WORDS = {
    "Usage: ": "用法：",
    "Options": "选项",
    "Arguments": "参数",
    "Show this message and exit.": "显示这段说明",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
}
_NOTES = {"env var: ": "环境变量：", "default: ": "默认：", "[required]": "[必填]", "; ": "；", "x>=": "至少 "}


def _translate(text: str) -> str:
    for english, chinese in _WORDS.items():
        text = text.replace(english, chinese)
    for english, chinese in _NOTES.items():
        text = text.replace(english, chinese)
    return text


def _make_formatter(base: type[Any]) -> type[Any]:
    """Return the parser's formatter with our wording and wrapping; `base` is the class Typer vendors."""
    fit = spread if ambiguous_width() > 1 else str

    class Formatter(base):  # type: ignore[misc]
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            self.write(f"用法：{prog} {_translate(args).translate({ord(c): None for c in '{}'})}\n")

        def write_heading(self, heading: str) -> None:
            self.write(f"{_translate(heading)}：\n")

        def write_text(self, text: str) -> None:
            self.write(paragraph(fit(text), self.width, self.current_indent))

        def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
            for first, second in rows:
                self.write(row(first, fit(_translate(second)), self.width, self.current_indent))

    return Formatter


class _ChineseHelp:
    """What commands and groups share: the help page, made by our formatter, and no option's value given twice."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments. Raises `UsageError` where an option that takes one value has two."""
        order = self.make_parser(ctx).parse_args(args=list(args))[2]  # type: ignore[attr-defined]
        single = [p for p in order if p.param_type_name == "option" and not (p.multiple or p.is_flag)]
        twice = next((p for p in single if single.count(p) > 1), None)
        if twice is not None and not any(p.name == "help" for p in order):
            raise UsageError(f"选项 {twice.opts[0]} 只能给一次（用法见 {ctx.command_path} --help）")
        return list(super().parse_args(ctx, args))  # type: ignore[misc]

    def get_help(self, ctx: Any) -> str:
        """Return the help page. Raises `UsageError` where it cannot be shown."""
        check_open()
        formatter = _make_formatter(ctx.formatter_class)(width=page_width())
        self.format_help(ctx, formatter)  # type: ignore[attr-defined]
        return unspread(formatter.getvalue()).rstrip("\n")


class HelpCommand(_ChineseHelp, TyperCommand):
    """A command whose help page is in Chinese."""


class HelpGroup(_ChineseHelp, TyperGroup):
    """The group of commands, listed by what they are for, with its help page in Chinese."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands, a short line each, under a heading for each group."""
        for title, names in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(name, summary(name)) for name in names])


class ExcludingCommand(HelpCommand):
    """A command with words to leave out, which look like options: -食堂."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments; a minus before what is no Latin letter starts no option."""
        return list(super().parse_args(ctx, with_minus_kept(args)))


class LazyGroup(HelpGroup):
    """The group of commands, of which only the one that was asked for is imported."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments; the shell that an option for completion leaves out is the one in use."""
        return list(super().parse_args(ctx, with_shell(args)))

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands."""
        return list(MODULES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, or None where there is none of this name."""
        if cmd_name not in MODULES:
            return None
        one = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
        command = load_command(cmd_name)
        one.command(cmd_name, cls=ExcludingCommand if command.excludes else HelpCommand)(with_typer(command))
        return typer.main.get_command(one)


def with_typer(command: Command) -> Callable[..., int]:
    """Return the command with its declarations turned into Typer's, which reads them from the signature."""

    def run(**given: Any) -> int:
        return command(**given)

    run.__doc__ = command.__doc__
    run.__signature__ = _typer_signature(command)  # type: ignore[attr-defined]
    return run


def _typer_signature(command: Command, *more: inspect.Parameter) -> inspect.Signature:
    return inspect.Signature([*more, *(_typer_parameter(p) for p in command.parameters if p is not HELP)])


def _typer_parameter(declared: Parameter) -> inspect.Parameter:
    kind: Any = declared.kind
    make: Callable[..., Any] = typer.Option if declared.options else typer.Argument
    annotation: Any = Annotated[list[kind] if declared.repeats else kind, make(*declared.options, **declared.settings)]
    default = inspect.Parameter.empty if declared.required else declared.default
    return inspect.Parameter(declared.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


app = typer.Typer(
    name="hpreport",
    cls=LazyGroup,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _root(context: typer.Context, **given: Any) -> None:
    if root(**given):
        raise typer.Exit
    if context.invoked_subcommand is None:
        write([context.get_help() + "\n"])


_CONTEXT = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
_root.__doc__ = root.__doc__
_root.__signature__ = _typer_signature(root, _CONTEXT)  # type: ignore[attr-defined]
app.callback(invoke_without_command=True)(_root)


def parser_command() -> Any:
    """Return the application as the parser's command object."""
    return typer.main.get_command(app)
