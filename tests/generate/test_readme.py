"""README's pictures: valid, and fetching nothing. That they and the tables show today's output is in test_generate.py."""

import xml.etree.ElementTree as ET

import pytest
from support.process import ROOT

from hpreport.generate.docs import PICTURES, draw, run


@pytest.mark.parametrize("name", PICTURES)
def test_picture_is_svg_and_fetches_nothing(name: str) -> None:
    picture = draw(name, run(name))
    assert ET.fromstring(picture).tag.endswith("svg")
    assert "url(http" not in picture
    assert "href" not in picture


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
@pytest.mark.parametrize("name", PICTURES)
def test_both_readmes_show_it(name: str, readme: str) -> None:
    assert f"(.github/screens/{name}.svg)" in (ROOT / readme).read_text("utf-8")


def test_there_are_no_other_pictures() -> None:
    assert {path.stem for path in (ROOT / ".github" / "screens").iterdir()} == set(PICTURES)
