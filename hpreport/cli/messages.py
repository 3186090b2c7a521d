"""What is said to the user on one line: usage errors of the option parser in Chinese, and parts of other messages."""

from collections.abc import Sequence
from typing import Any

from hpreport.cli.commands.registry import near_commands
from hpreport.render import FORMATS
from hpreport.reports import Reports

_EXPECTED = {
    "valid int": "应当是整数",
    "valid float": "应当是数",
    "boolean": "应当是是或否",
}
"""Part of the parser's English complaint -> ours."""


_MOST_SHOWN = 40


def shown(text: object) -> str:
    """Return a word of the user's as it may stand in a message: at most 40 characters. `say` puts it on one line."""
    word = str(text)
    return word if len(word) <= _MOST_SHOWN else word[:_MOST_SHOWN] + "……"


def not_found(index: Reports, query: str) -> str:
    """Return what is said of a query that finds nothing: near words that the report has."""
    near = index.search.suggest(query)
    return f"没有找到“{shown(query)}”" + (f"；报告里有：{'、'.join(near)}" if near else "")


def _parameter_name(error: Any) -> str:
    """Return what the user set: the option, the variable that stands for it, or the argument."""
    param = error.param
    if param is None:
        return ""
    source = error.ctx.get_parameter_source(param.name) if error.ctx else None
    if source is not None and source.name == "ENVIRONMENT":
        return f"环境变量 {param.envvar}"
    return str(param.opts[0]) if param.param_type_name == "option" else str(param.human_readable_name)


def no_section_message(wanted: str, ids: Sequence[str] | None) -> str:
    """Return the line that says which outline ids there are, None for those of many, where `wanted` is none of them."""
    if ids is None:
        return f"哪份报告都没有 {shown(wanted)} 这一节"
    if not ids:
        return f"没有 {shown(wanted)} 这一节；报告没有分部分的标题，用 hpreport section 0 看全文"
    upper = [i for i in ids if i.count(".") < 2]
    return f"没有 {shown(wanted)} 这一节；有的是：{'、'.join(upper)} 及其下各条"


def usage_message(error: Exception) -> str | None:
    """Return one Chinese line for an error of the option parser, or None where `error` is something else.

    The parser's error classes are told apart by name: Typer vendors them and promises no place to import them from.
    """
    kind: Any = error
    path = kind.ctx.command_path if getattr(kind, "ctx", None) else "hpreport"
    hint = f"（用法见 {path} --help）"
    match type(error).__name__:
        case "NoSuchOption":
            near = [f"--format {kind.option_name[2:]}"] if kind.option_name[2:] in FORMATS else kind.possibilities
            text = f"没有选项 {shown(kind.option_name)}" + (f"，是不是 {'、'.join(near)}？" if near else "")
        case "MissingParameter":
            text = f"缺少参数 {_parameter_name(error)}"
        case "BadParameter":
            least = f"太小了，至少是 {kind.param.type.min}" if "in the range" in kind.message else ""
            expected = least or next((text for part, text in _EXPECTED.items() if part in kind.message), "")
            text = f"{_parameter_name(error)} 的值不对{expected and '：' + expected}"
        case "BadOptionUsage" | "BadArgumentUsage":
            text = f"选项 {shown(getattr(kind, 'option_name', ''))} 用法不对：缺少值，或多给了值"
        case "UsageError" | "ClickException":
            text = _plain_usage(kind.message)
        case _:
            return None
    return text + hint


def _plain_usage(message: str) -> str:
    word = message.split("'")[1] if message.count("'") >= 2 else ""
    if message.startswith("No such command"):
        near = near_commands(word)
        return f"没有命令 {shown(word) or '“”'}" + (f"，是不是 {'、'.join(near)}？" if near else "")
    if message.startswith("Got unexpected extra argument"):
        return f"参数太多：{shown(message.partition('(')[2].partition('(')[2].rstrip(')'))}"
    return f"参数不对：{shown(message)}"
