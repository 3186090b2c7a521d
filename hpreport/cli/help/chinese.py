"""Help pages in Chinese: the parser's own English headings translated, columns aligned by terminal cells."""

from collections.abc import Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup

from hpreport.cli.commands.registry import GROUPS, summary
from hpreport.cli.help.page import page_width, paragraph, row
from hpreport.cli.output import write

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

    class Formatter(base):  # type: ignore[misc]
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            self.write(f"用法：{prog} {_translate(args).translate({ord(c): None for c in '{}'})}\n")

        def write_heading(self, heading: str) -> None:
            self.write(f"{_translate(heading)}：\n")

        def write_text(self, text: str) -> None:
            self.write(paragraph(text, self.width, self.current_indent))

        def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
            for first, second in rows:
                self.write(row(first, _translate(second), self.width, self.current_indent))

    return Formatter


class _ChineseHelp:
    """What commands and groups share: the help page, made by our formatter."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page. Raises `UsageError` where it cannot be shown."""
        write([])
        formatter = _make_formatter(ctx.formatter_class)(width=page_width())
        self.format_help(ctx, formatter)  # type: ignore[attr-defined]
        return str(formatter.getvalue()).rstrip("\n")


class HelpCommand(_ChineseHelp, TyperCommand):
    """A command whose help page is in Chinese."""


class HelpGroup(_ChineseHelp, TyperGroup):
    """The group of commands, listed by what they are for, with its help page in Chinese."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands, a short line each, under a heading for each group."""
        for title, names in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(name, summary(name)) for name in names])
