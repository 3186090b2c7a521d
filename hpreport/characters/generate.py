"""Write the tables that recognise mistyped Chinese: `python -m hpreport.characters.generate -o data/characters.json`.

readings    same sound      `sounds`
simplified  same character  `scripts`
lookalikes  similar shape   `shapes`

The sources are public data that the extra `tables` of pyproject.toml installs; look-ups need none of them.
"""

import argparse
import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from hpreport.characters.scripts import simplified_table
from hpreport.characters.shapes import load_kept, lookalikes_table
from hpreport.characters.sounds import readings_table
from hpreport.characters.sources import PACKAGES, load_standard

_NOTE = (
    "do not edit; written by python -m hpreport.characters.generate -o data/characters.json "
    "from these packages and data/lookalikes.yaml"
)


def source_versions() -> dict[str, str]:
    """Return the versions of the source packages that are installed."""
    return {package: version(package) for package in PACKAGES}


def render(kept: Path) -> str:
    """Return the whole file; `kept` is the hand-kept YAML of look-alikes."""
    standard = load_standard()
    parts = {
        "generated": _quoted(_NOTE),
        "sources": _block(source_versions()),
        "readings": _block(readings_table(standard.table)),
        "simplified": _block(simplified_table(standard), per_line=16),
        "lookalikes": _block(lookalikes_table(standard, load_kept(kept))),
    }
    return "{\n" + ",\n".join(f"{_quoted(key)}:{value}" for key, value in parts.items()) + "\n}\n"


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _block(table: Mapping[str, str], per_line: int = 1) -> str:
    """Return a JSON object with so many entries a line, for review in a diff."""
    entries = [f"{_quoted(key)}:{_quoted(value)}" for key, value in table.items()]
    lines = (",".join(entries[start : start + per_line]) for start in range(0, len(entries), per_line))
    return "{\n" + ",\n".join(lines) + "\n}"


def main() -> None:
    """Write the file that the command line names."""
    parser = argparse.ArgumentParser(description="Write the character tables.")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--kept", type=Path, default=Path("data/lookalikes.yaml"), help="default: %(default)s")
    options = parser.parse_args()
    options.output.write_text(render(options.kept), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
