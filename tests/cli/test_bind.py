"""The binder gives a command the same values as Typer, or leaves the call to it."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hpreport.cli.commands.registry import MODULES, load_command
from hpreport.cli.options import HELP
from hpreport.cli.startup.bind import bind
from hpreport.cli.startup.typer_app import command as typer_command

VALUES = st.sampled_from(["3", "-3", "0", "x", "", "-", "三保", "-食堂", "--", "a=b", " 2"])


def by_typer(name: str, words: list[str]) -> dict[str, Any] | None:
    """Return the values that Typer binds, None where it refuses the call."""
    group = typer_command()
    parent = group.make_context("hpreport", [name])
    seen: dict[str, Any] = {}
    one = group.get_command(parent, name)
    try:
        context = one.make_context(name, list(words), parent=parent)
    except Exception:
        return None
    for parameter in one.params:
        if parameter.name != "help":
            seen[parameter.name] = context.params[parameter.name]
    for p in load_command(name).parameters:
        if p.kind is Path and not p.repeats and seen[p.name] is not None:
            seen[p.name] = Path(seen[p.name])
        elif p.kind is Path and p.repeats:
            seen[p.name] = [Path(one) for one in seen[p.name]]
    return seen


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return values as comparable ones: paths as text, no list as None."""
    lists = {k: [str(v) for v in value] if isinstance(value, list | tuple) else value for k, value in values.items()}
    return {k: v if v is None or isinstance(v, int | list) else str(v) for k, v in lists.items() if v not in (None, [])}


@pytest.mark.parametrize("name", MODULES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_binds_what_typer_binds(name: str, data: st.DataObject) -> None:
    options = [(o, p) for p in load_command(name).parameters if p is not HELP for o in p.options]
    words: list[str] = []
    for _ in range(data.draw(st.integers(0, 4))):
        option, _p = data.draw(st.sampled_from([*options, ("", None)]) if options else st.just(("", None)))
        value = data.draw(VALUES)
        forms = [[value]] if not option else [[option], [option, value], [f"{option}={value}"], [option[-2:] + value]]
        words += data.draw(st.sampled_from(forms))
    bound, parsed = bind(load_command(name), words), by_typer(name, words)
    assert bound is None or parsed is not None, words
    assert bound is None or plain(bound) == plain(parsed), words
