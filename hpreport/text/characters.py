"""How Chinese characters sound, look and are written elsewhere: the generated tables in `data/characters.json`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Characters:
    """The character tables."""

    readings: Mapping[str, str]
    """Syllable without tone (ü as v) -> the characters that may be read so."""
    simplified: Mapping[str, str]
    """Traditional or variant character -> simplified character."""
    lookalikes: Mapping[str, str]
    """Character -> the characters easily taken for it; symmetric."""


def load_characters(folder: Path) -> Characters:
    """Return the tables in `folder`."""
    tables = json.loads((folder / "characters.json").read_text("utf-8"))
    return Characters(tables["readings"], tables["simplified"], tables["lookalikes"])
