"""The options that commands share, each defined once, and the decorator that gives them to a command."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

from hpreport.cli.declare import Option
from hpreport.cli.output import OutputOptions, make_output
from hpreport.errors import NothingFoundError
from hpreport.index import open_index
from hpreport.render import FORMATS, Layout

if TYPE_CHECKING:
    from inspect import Signature

LimitOption = Annotated[int | None, Option("--limit", "-n", min=1, metavar="N", help="最多输出 N 条")]
CiteOption = Annotated[bool, Option("--cite", help="注明出处：报告、日期、章节、行号")]
QuietOption = Annotated[bool, Option("--quiet", "-q", help="不在标准错误上说明和提示")]

_SHARED = {
    "format": (
        "auto",
        Annotated[
            str,
            Option(
                "--format",
                "-f",
                envvar="HPREPORT_FORMAT",
                metavar="格式",
                help=f"输出格式：auto、{'、'.join(FORMATS)}。auto 在终端上是 table，否则是 plain",
            ),
        ],
    ),
    "fields": ("", Annotated[str, Option("--fields", metavar="a,b", help="只输出这些字段，按所给顺序")]),
    "no_header": (False, Annotated[bool, Option("--no-header", help="csv、tsv、table、md 不输出表头")]),
    "color": (
        "auto",
        Annotated[
            str,
            Option(
                "--color", envvar="HPREPORT_COLOR", metavar="何时", help="着色：auto、always、never；也遵从 NO_COLOR"
            ),
        ],
    ),
    "width": (
        None,
        Annotated[
            int | None,
            Option("--width", envvar="HPREPORT_WIDTH", metavar="N", help="表格宽度（字符格数），默认随终端"),
        ],
    ),
    "quiet": (False, QuietOption),
}
"""Name of the parameter -> its default and its type with the option; in the order of the help page, `index` after them.
"""


def output_options(layout: Layout, *others: Layout) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Return a decorator that gives a command the shared options.

    The command itself takes, by keyword, `output` (where its rows of `layout` go) and `index` (the opened index).
    It may have rows of `others` as well, whose fields are then known too; it checks itself which may be asked for.
    """
    known = layout._replace(columns=[column for each in (layout, *others) for column in each.columns])

    def decorate(function: Callable[..., int]) -> Callable[..., int]:
        @wraps(function)
        def command(**given: Any) -> int:
            index_file = given.pop("index", None)
            shared = {name: given.pop(name, default) for name, (default, _) in _SHARED.items()}
            output = make_output(
                OutputOptions(
                    format=shared["format"],
                    fields=shared["fields"],
                    header=not shared["no_header"],
                    color=shared["color"],
                    width=shared["width"],
                    quiet=shared["quiet"],
                ),
                known,
            )
            try:
                return function(**given, output=output, index=open_index(index_file))
            except NothingFoundError:
                output.nothing()
                raise

        return command

    return decorate


def signature_of(command: Callable[..., int]) -> "Signature":
    """Return a command's parameters as the option parser reads them: its own, then the shared options if it has any."""
    from inspect import Parameter, signature

    from hpreport.cli.indexoption import IndexOption

    own = signature(command)
    if not hasattr(command, "__wrapped__"):
        return own
    kept = [p for name, p in own.parameters.items() if name not in ("output", "index")]
    shared = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (default, annotation) in {**_SHARED, "index": (None, IndexOption)}.items()
    ]
    return own.replace(parameters=[*kept, *shared])
