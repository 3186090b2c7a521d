"""Help pages in Chinese: the parser's own English headings translated, columns aligned by terminal cells."""

import shutil
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from hpreport.render.text import cell_width, wrap

_WORDS = {
    "Usage: ": "用法：",
    "Options": "选项",
    "Arguments": "参数",
    "Commands": "命令",
    "Show this message and exit.": "显示这段说明",
    "Install completion for the current shell.": "为当前 shell 安装自动补全",
    "Show completion for the current shell, to copy it or customize the installation.": "显示自动补全脚本",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
}
_NOTES = {"env var: ": "环境变量：", "default: ": "默认：", "[required]": "[必填]", "; ": "；", "x>=": "至少 "}
_FIRST_COLUMN = 26


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
            indent = " " * self.current_indent
            for line in text.split("\n"):
                self.write("".join(f"{indent}{part}\n" for part in wrap(line, self.width - len(indent))))

        def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
            for first, second in rows:
                self._write_row(first, _translate(second))

        def _write_row(self, first: str, second: str) -> None:
            indent = " " * self.current_indent
            start = self.current_indent + _FIRST_COLUMN
            room = self.width - start
            if room < _FIRST_COLUMN:  # narrow terminal: the explanation on its own lines
                self.write(f"{indent}{first}\n" + "".join(f"{indent}    {p}\n" for p in wrap(second, self.width - 6)))
                return
            lines = wrap(second, room)
            gap = _FIRST_COLUMN - cell_width(first)
            head = f"{indent}{first}" + (" " * gap + lines.pop(0) if gap >= 2 else "")
            self.write("\n".join([head, *(" " * start + line for line in lines)]) + "\n")

    return Formatter


def _formatter(context: typer.Context) -> Any:
    width = max(shutil.get_terminal_size().columns - 2, 20)
    return _make_formatter(context.formatter_class)(width=min(width, 100))


class _ChineseHelp:
    """What commands and groups share: the help page, made by our formatter."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        formatter = _formatter(ctx)
        self.format_help(ctx, formatter)  # type: ignore[attr-defined]
        return str(formatter.getvalue()).rstrip("\n")


class HelpCommand(_ChineseHelp, TyperCommand):
    """A command whose help page is in Chinese."""


class HelpGroup(_ChineseHelp, TyperGroup):
    """The group of commands, listed in the order of their definition, with its help page in Chinese."""
