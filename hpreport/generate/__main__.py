"""Make everything that is generated, or say what is stale: `python -m hpreport.generate [--check] [NAME...]`."""

import argparse
import json
import operator
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hpreport.errors import DataError
from hpreport.generate.docs import PICTURES, draw, run, with_commands

ROOT = Path(__file__).resolve().parents[2]
"""The checkout; an installed package has no sources to generate from."""
_READMES = ["README.md", "README.zh-CN.md"]
_SEED, _INDEX = "seeds/heping-2023.txt", "data/heping-2023.yaml"


class Generated(NamedTuple):
    """Files that are made together."""

    name: str
    paths: Sequence[str]
    """Below the checkout."""
    make: Callable[[], Iterable[str]]
    """Returns the contents, one for each path. Raises `ImportError` where its packages are not installed."""
    same: Callable[[str, str], bool] = operator.eq
    """Tells whether the file as it is (first) is as good as what would be made (second)."""


def _characters() -> Iterator[str]:
    from hpreport.generate.characters import render

    yield render(ROOT / "data" / "lookalikes.yaml")


def _divisions() -> Iterator[str]:
    from hpreport.generate.divisions import render

    yield render()


def _lexicon() -> Iterator[str]:
    from hpreport.generate.lexicon import render

    yield render(ROOT / "data" / "lexicon")


def _thesaurus() -> Iterator[str]:
    from hpreport.index.build import compile_thesaurus, load_thesaurus

    note = "do not edit; written by python -m hpreport.generate from data/thesaurus/*.yaml"
    tables = {"generated": note, **compile_thesaurus(load_thesaurus(ROOT / "data"))}
    yield json.dumps(tables, ensure_ascii=False, indent=0) + "\n"


def _index() -> Iterator[str]:
    from hpreport.cli.commands.term import ready_answers
    from hpreport.index.build import build_report, save_index
    from hpreport.index.compiled import compiled_path
    from hpreport.index.yaml import dump_index

    report = build_report(ROOT / _SEED)
    text = dump_index(report, f"hpreport build {_SEED} -o {_INDEX}")
    with TemporaryDirectory() as folder:
        path = Path(folder) / Path(_INDEX).name
        save_index(path, text, report, ready_answers)
        yield path.read_text("utf-8")
        yield compiled_path(path).read_text("utf-8")


def _completion() -> Iterator[str]:
    """Yield what completion reads of the commands: of each a line a parameter, below it what its value may be."""
    from hpreport.cli.commands.registry import MODULES, load_command, summary
    from hpreport.cli.completion.values import source_of
    from hpreport.cli.startup.typer_app import root
    from hpreport.cli.topics import TOPICS
    from hpreport.index.candidates import as_text, candidate

    commands = [candidate(name, summary(name)) for name in MODULES]
    topics = [*(candidate(topic.name, topic.title, topic.title) for topic in TOPICS), *commands]
    lines = [["# do not edit; written by python -m hpreport.generate from the declarations of the commands"], [""]]
    for name, command in {"": root, **{name: load_command(name) for name in MODULES}}.items():
        lines += [[f":{name}"], *([] if name else [["command", "", "v", "", ""], *(["", *one] for one in commands)])]
        titles = {column.name: column.title for column in command.layout.columns} if command.layout else {}
        for p in command.parameters:
            fixed = [candidate(*pair) for pair in (titles if p.name == "fields" else p.choices).items()]
            fixed = topics if p.name == "topic" else fixed
            flags = {"v": p.takes_value, "r": p.repeats, "f": p.is_file, "l": p.name == "fields"}
            source = "" if fixed else source_of(name, p.name)
            letters = "".join(letter for letter, holds in flags.items() if holds)
            lines += [[p.name, " ".join(p.options), letters, source, p.help], *(["", *one] for one in fixed)]
    yield as_text(lines)


def _man_page() -> Iterator[str]:
    from hpreport.generate.docs import man_page

    yield man_page()


def _pictures() -> Iterator[str]:
    return (draw(name, run(name)) for name in PICTURES)


def _readmes() -> Iterator[str]:
    for path in _READMES:
        yield with_commands((ROOT / path).read_text("utf-8"), english=path == "README.md")


def _same_note(one: str, other: str) -> bool:
    """Tell whether two pictures were drawn from the same output; how Rich draws it differs between its versions."""
    return one.partition("\n")[0] == other.partition("\n")[0]


GENERATED = (
    Generated("characters", ["data/characters.json"], _characters),
    Generated("divisions", ["data/divisions.tsv"], _divisions),
    Generated("lexicon", ["data/lexicon.json"], _lexicon),
    Generated("thesaurus", ["data/thesaurus.json"], _thesaurus),
    Generated("index", [_INDEX, "data/heping-2023.compiled.jsonl"], _index),
    Generated("completion", ["data/completion/words.tsv"], _completion),
    Generated("manpage", ["data/hpreport.1"], _man_page),
    Generated("readme", _READMES, _readmes),
    Generated("pictures", [f".github/screens/{name}.svg" for name in PICTURES], _pictures, _same_note),
)
"""In the order of their making: what is made from another follows it."""


def update(generated: Generated, root: Path, check: bool) -> list[str]:
    """Return the paths that are not as they would be made today, once written unless it is only a `check`."""
    stale = []
    for path, text in zip(generated.paths, generated.make(), strict=True):
        file = root / path
        if file.exists() and generated.same(file.read_text("utf-8"), text):
            continue
        stale.append(path)
        if not check:
            file.write_text(text, encoding="utf-8", newline="\n")
    return stale


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its status: 0 nothing is stale any more, 1 something is, or could not be made."""
    parser = argparse.ArgumentParser(prog="python -m hpreport.generate", description=__doc__)
    names = [generated.name for generated in GENERATED]
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(names)}; all of them where none is named")
    parser.add_argument("--check", action="store_true", help="write nothing, say what is stale, and end with status 1")
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.names if name not in names]:
        parser.error(f"there is no {', '.join(unknown)}; there are: {', '.join(names)}")
    chosen = [generated for generated in GENERATED if not options.names or generated.name in options.names]
    return max(_run(generated, options.check) for generated in chosen)


def _run(generated: Generated, check: bool) -> int:
    """Make or check one thing, say what became of it, and return the status."""
    try:
        stale = update(generated, ROOT, check)
    except (DataError, ImportError, OSError) as error:
        wanted = "; pip install -e '.[tables]'" if isinstance(error, ImportError) else ""
        print(f"{generated.name}: not {'checked' if check else 'made'}: {error}{wanted}", file=sys.stderr)
        return int(not check or not isinstance(error, ImportError))
    mend = f" is stale: python -m hpreport.generate {generated.name}" if check else ""
    for path in stale:
        print(f"{path}{mend}")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
