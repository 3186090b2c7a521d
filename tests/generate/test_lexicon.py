"""The lexicon: every entry is found in its example, and what is not well formed is refused."""

import json
import re
from pathlib import Path

import pytest
from support.process import ROOT

from hpreport.errors import DataError
from hpreport.generate.lexicon import compile_lexicon, read_lexicon
from hpreport.text import lexicon

ENTRIES = read_lexicon(ROOT / "data" / "lexicon")


def patterns(name: str) -> list[str]:
    entry = ENTRIES[name]
    if entry.words:
        return [lexicon.any_of(name)]
    if entry.map:
        return [lexicon.alternation(word for words in lexicon.word_map(name).values() for word in words)]
    return [pattern for _, pattern in lexicon.patterns_by_reason(name)] if entry.rows else [lexicon.pattern(name)]


@pytest.mark.parametrize("name", ENTRIES)
def test_examples(name: str) -> None:
    entry = ENTRIES[name]
    forms = [entry.words, entry.pattern, entry.any, entry.map, entry.rows]
    assert sum(map(bool, forms)) == 1
    assert entry.about.endswith(".")
    examples = [example for *_, example in entry.rows] or [entry.example]
    for pattern, example in zip(patterns(name), examples, strict=True):
        assert re.search(pattern, example), example
        assert not entry.unlike or not re.search(pattern, entry.unlike), entry.unlike


def test_no_word_twice() -> None:
    for name, entry in ENTRIES.items():
        words = entry.words.split() or [word for words in entry.map.values() for word in words.split()]
        assert len(words) == len(set(words)), name


def test_the_program_uses_every_entry() -> None:
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "hpreport").rglob("*.py"))
    written = json.dumps([entry.pattern for entry in ENTRIES.values()])
    unused = {name for name in ENTRIES if f'"{name}"' not in sources and f"'{name}'" not in sources}
    assert {name for name in unused if f"${{{name}}}" not in written + str(ENTRIES)} == set()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("a: {about: x., wrods: 是}", "a.yaml：第 1 行：a：不认识的键 wrods", id="unknown key"),
        pytest.param("a: {about: x., pattern: '${b}'}", "the lexicon has no b", id="unknown reference"),
        pytest.param("a: {example: x}", "a.yaml：第 1 行：a：缺少键 about", id="nothing said about it"),
    ],
)
def test_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    with pytest.raises(DataError) as error:
        compile_lexicon(read_lexicon(tmp_path))
    assert str(error.value) == message


def test_one_name_in_two_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("a: {about: x., words: 是}", "utf-8")
    with pytest.raises(DataError) as error:
        read_lexicon(tmp_path)
    assert str(error.value) == "b.yaml: also in another file: a"
