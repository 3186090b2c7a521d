"""The options that commands share, each defined once, and the decorator that gives them to a command."""

from collections.abc import Callable, Sequence
from functools import partial, wraps
from typing import TYPE_CHECKING, Annotated, Any

from hpreport.chosen import choose
from hpreport.cli.declare import Option
from hpreport.cli.eachreport import ask_all, ask_each
from hpreport.cli.output import Output, OutputOptions, make_output
from hpreport.cli.topics import COLORS_TOLD, FORMATS_TOLD
from hpreport.errors import NothingFoundError
from hpreport.render import FORMATS, Layout

if TYPE_CHECKING:
    from inspect import Signature

LimitOption = Annotated[int | None, Option("--limit", "-n", min=1, metavar="N", help="最多输出 N 条")]
CiteOption = Annotated[bool, Option("--cite", help="注明出处：报告、日期、章节、行号")]
QuietOption = Annotated[bool, Option("--quiet", "-q", help="不在标准错误上说明和提示")]
ReportOption = Annotated[
    list[str] | None,
    Option(
        "--report",
        "-r",
        envvar="HPREPORT_REPORT",
        metavar="报告",
        help="查报告库中的这一份（名称见 hpreport reports）；可以给几次，all 是全部",
    ),
]

_OUTPUT: dict[str, tuple[Any, Any]] = {
    "format": (
        "auto",
        Annotated[
            str,
            Option(
                "--format",
                "-f",
                envvar="HPREPORT_FORMAT",
                metavar="格式",
                choices=FORMATS_TOLD,
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
                "--color",
                envvar="HPREPORT_COLOR",
                metavar="何时",
                choices=COLORS_TOLD,
                help="着色：auto、always、never；也遵从 NO_COLOR",
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
"""Names of the parameters on output -> their defaults and types with the options, in the order of the help page."""
SHARED = (*_OUTPUT, "report", "index")
"""Names of all parameters that commands share."""


def output_options(
    layout: Layout, *others: Layout, together: bool = False, default: str = ""
) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Return a decorator that gives a command the options on output and those that choose the reports.

    The command itself takes, by keyword, `output` (where its rows of `layout` go) and `index` (the opened index).
    It may have rows of `others` as well, whose fields are then known too; it checks itself which may be asked for.
    Where several reports are asked, `together` says that the command can ask them all at once, `index` being the
    library; others run once a report. `default` is the report asked where the call names none.
    """

    def answer(function: Callable[..., int], given: dict[str, Any], output: Output) -> int:
        try:
            file, reports = given.pop("index", None), given.pop("report", None) or ()
            index = choose(file, reports or ([default] if default and file is None else ()))
            if not index.many:
                return function(**given, output=output, index=index)
            ask = partial(function, **given)
            return ask_all(ask, output, index) if together else ask_each(ask, output, index, given.get("limit"))
        except NothingFoundError:
            output.nothing()
            raise

    return _decorator((layout, *others), answer)


def library_options(layout: Layout) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Return a decorator that gives a command the options on output alone; it takes `output` by keyword."""
    return _decorator((layout,), lambda function, given, output: function(**given, output=output))


def _decorator(
    layouts: Sequence[Layout], answer: Callable[[Callable[..., int], dict[str, Any], Output], int]
) -> Callable[[Callable[..., int]], Callable[..., int]]:
    known = layouts[0]._replace(columns=[column for layout in layouts for column in layout.columns])

    def decorate(function: Callable[..., int]) -> Callable[..., int]:
        @wraps(function)
        def command(**given: Any) -> int:
            asked = {name: given.pop(name, default) for name, (default, _) in _OUTPUT.items()}
            return answer(function, given, make_output(OutputOptions(**asked), known))

        command.layout = known  # type: ignore[attr-defined]
        return command

    return decorate


def signature_of(command: Callable[..., int]) -> "Signature":
    """Return a command's parameters as the option parser reads them: its own, then the shared options if it has any."""
    from inspect import Parameter, signature

    from hpreport.cli.indexoption import IndexOption

    own = signature(command)
    if not hasattr(command, "__wrapped__"):
        return own
    reports = {"report": (None, ReportOption), "index": (None, IndexOption)} if "index" in own.parameters else {}
    kept = [p for name, p in own.parameters.items() if name not in ("output", "index")]
    shared = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (default, annotation) in {**_OUTPUT, **reports}.items()
    ]
    return own.replace(parameters=[*kept, *shared])
