"""README's pictures show what the program prints today."""

import xml.etree.ElementTree as ET

import pytest
from support.process import ROOT
from support.screens import FOLDER, SCREENS, draw, note, run


@pytest.mark.parametrize("name", SCREENS)
def test_picture_is_of_todays_output(name: str) -> None:
    """`python tests/support/screens.py` draws the pictures whose output has changed."""
    picture = (FOLDER / f"{name}.svg").read_text("utf-8")
    assert picture.startswith(note(name, run(SCREENS[name])))
    assert f"(.github/screens/{name}.svg)" in (ROOT / "README.md").read_text("utf-8")
    assert f"(.github/screens/{name}.svg)" in (ROOT / "README.zh-CN.md").read_text("utf-8")


@pytest.mark.parametrize("name", SCREENS)
def test_picture_is_svg_and_fetches_nothing(name: str) -> None:
    picture = draw(name, run(SCREENS[name]))
    assert ET.fromstring(picture).tag.endswith("svg")
    assert "url(http" not in picture
    assert "href" not in picture


def test_there_are_no_other_pictures() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(SCREENS)
