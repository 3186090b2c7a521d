"""The manual page, made from the same texts as the help pages."""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from hpreport import __version__
from hpreport.cli.commands.registry import MODULES, load_command, summary
from hpreport.cli.help.topics import TOPICS
from hpreport.cli.options import HELP, SHARED, Parameter
from hpreport.cli.root import root
from hpreport.render.text import NOT_FIRST, NOT_LAST

_NOTE = r""".\" -*- coding: utf-8 -*-
.\" Generated from the help texts of hpreport by python -m hpreport.generate: do not edit.
"""
_ESCAPES = str.maketrans({"\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", '"': "\\(dq"})
_EXAMPLES = "例如：\n"
_WIDE = r"\u2e80-\u9fff\uff00-\uffef"
_FIRST, _LAST = (re.escape("".join(sorted(characters))) for characters in (NOT_FIRST, NOT_LAST))
# between two characters of which one is Chinese, but not before a comma nor after an opening bracket
_BREAK = re.compile(rf"(?<=[{_WIDE}])(?<![{_LAST}])(?=[^\s\\{_FIRST}])|(?<=[A-Za-z0-9])(?=[{_WIDE}])(?![{_FIRST}])")


def man_page() -> str:
    """Return the manual page in roff. The same program gives the same text."""
    about = _Doc(root)
    commands = [line for name in MODULES for line in _command(name)]
    topics = [line for topic in TOPICS for line in (f".SH {_text(topic.title)}", *_body(topic.body))]
    lines = [
        f'.TH HPREPORT 1 "" "hpreport {__version__}" "政府工作报告"',
        ".nh",
        ".ad l",
        ".SH 名称",
        f"hpreport \\- {_text(about.first.rstrip('。'))}",
        ".SH 概要",
        ".B hpreport",
        "命令 [参数]... [选项]...",
        ".SH 描述",
        *_paragraphs(about.rest),
        *_options(root.parameters),
        ".SH 命令",
        *commands,
        ".SH 通用选项",
        *_paragraphs(["输出记录的命令都有这些选项。"]),
        *_options([p for p in load_command("term").parameters if p.name in SHARED]),
        *topics,
        ".SH 示例",
        *_verbatim(about.examples),
    ]
    return _NOTE + "\n".join(lines) + "\n"


class _Doc:
    """A docstring in its parts."""

    def __init__(self, command: Callable[..., Any]) -> None:
        text, _, examples = inspect.cleandoc(command.__doc__ or "").partition(_EXAMPLES)
        self.first, *self.rest = [paragraph.replace("\n", "") for paragraph in text.strip().split("\n\n")]
        self.examples = examples.rstrip().split("\n") if examples else []


def _command(name: str) -> Iterator[str]:
    command = load_command(name)
    about, declared = _Doc(command), command.parameters
    arguments = " ".join(str(p.settings["metavar"]) for p in declared if not p.options)
    yield f".SS {_text(f'hpreport {name} {arguments}'.rstrip())}"
    yield from _paragraphs([summary(name), *about.rest])
    yield from _options([p for p in declared if p.name not in SHARED and p is not HELP])
    yield from _example(about.examples)


def _options(declared: Iterable[Parameter]) -> Iterator[str]:
    for p in declared:
        value = f" \\fI{_text(str(p.settings.get('metavar', '')))}\\fR" if p.options and p.takes_value else ""
        names = [f"\\fB{_text(option)}\\fR" for option in p.options] or [f"\\fI{_text(p.settings['metavar'])}\\fR"]
        variable = f"（环境变量 {p.settings['envvar']}）" if "envvar" in p.settings else ""
        yield from (".TP", ", ".join(names) + value, _line(p.help + variable))


def _body(body: Sequence[str | Mapping[str, str]]) -> Iterator[str]:
    for piece in body:
        if not isinstance(piece, str):
            for word, told in piece.items():
                yield from (".TP", f"\\fB{_text(word)}\\fR", _line(told))
        elif piece.startswith(_EXAMPLES):
            yield from _example(piece.removeprefix(_EXAMPLES).split("\n"))
        else:
            yield from ([".PP"] if piece != body[0] else [])
            yield _line(piece)


def _paragraphs(paragraphs: Iterable[str]) -> Iterator[str]:
    for number, paragraph in enumerate(paragraphs):
        yield from ([".PP"] if number else [])
        yield _line(paragraph)


def _example(lines: Sequence[str]) -> Iterator[str]:
    yield from (".PP", "例如：", *_verbatim(lines)) if lines else ()


def _verbatim(lines: Sequence[str]) -> Iterator[str]:
    yield from (".RS 4", ".nf", *(_text(line.strip()) for line in lines), ".fi", ".RE")


def _text(text: str) -> str:
    """Return text with the characters escaped that roff takes for its own, and the minus kept a minus."""
    return text.translate(_ESCAPES)


def _line(text: str) -> str:
    """Return text that may be broken wherever Chinese may, and that no full stop at its beginning makes a request."""
    escaped = _BREAK.sub(r"\\:", _text(text))
    return f"\\&{escaped}" if escaped.startswith(".") else escaped
