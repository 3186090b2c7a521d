"""The Typer application: its commands, and the options of the program itself."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from hpreport.cli.commands.registry import MODULES, load_command
from hpreport.cli.completion.shells import with_shell
from hpreport.cli.help.chinese import HelpCommand, HelpGroup
from hpreport.cli.options import HELP, Command, Parameter, with_minus_kept
from hpreport.cli.output import write
from hpreport.cli.root import root


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
        command_class = ExcludingCommand if cmd_name == "search" else HelpCommand
        one.command(cmd_name, cls=command_class)(with_typer(load_command(cmd_name)))
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


def command() -> Any:
    """Return the application as the parser's command object."""
    return typer.main.get_command(app)
