"""Write the tables that recognise mistyped Chinese, `data/characters.json`.

readings    same sound: of 《通用规范汉字字典》 (Unihan's kTGHZ2013); of a polyphone's those that Unihan's counts of
            words (kHanyuPinlu), its usual reading (kMandarin) or pypinyin's phrases attest
simplified  same character in another script: OpenCC's dictionaries, then Unihan's variant fields
lookalikes  similar shape, `shapes`

The sources are public data that the extra `tables` of pyproject.toml installs; look-ups need none of them.
"""

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

from hpreport.generate.shapes import load_kept, lookalikes_table
from hpreport.generate.sources import PACKAGES, Standard, load_standard, opencc, unihan


def simplified_table(standard: Standard) -> dict[str, str]:
    """Return variant -> its one simplified form; a character in common use is never folded away (后, 里, 干, 著)."""
    traditional = _traditional_pairs()
    regional = {source: traditional.get(target, target) for source, target in _regional_pairs().items()}
    variants: defaultdict[str, list[str]] = defaultdict(list)
    for source, target in _unihan_pairs(standard):
        variants[source].append(traditional.get(target, target))
    settled = dict(_unambiguous(variants, standard))
    forms = {**settled, **{s: t for s, t in regional.items() if s not in standard.table}, **traditional}
    kept = {source: target for source, target in sorted(forms.items()) if _folds(source, target, standard)}
    return {source: kept.get(target, target) for source, target in kept.items()}


def _traditional_pairs() -> dict[str, str]:
    """Return traditional -> simplified by OpenCC's first choice, save where that is the character itself (藉, 瞭)."""
    return {source: targets[0] for source, targets in opencc("TSCharacters") if targets and targets[0] != source}


def _regional_pairs() -> dict[str, str]:
    """Return Japanese, Hong Kong and Taiwan forms -> the traditional form: 単 -> 單, 隣 -> 鄰, 衞 -> 衛, 裡 -> 裏."""
    pairs: dict[str, str] = {}
    for source, targets in opencc("JPShinjitaiCharacters"):
        pairs.update((source, target) for target in targets[::-1] if target != source)
    for name in ("HKVariants", "TWVariants"):
        for source, targets in opencc(name):
            pairs.update((target, source) for target in targets if target not in pairs)
    return pairs


def _unihan_pairs(standard: Standard) -> Iterator[tuple[str, str]]:
    """Yield (variant, character) from Unihan, fields in falling order of trust; the two share a reading: 隣 -> 鄰."""
    for field in ("kSimplifiedVariant", "kZVariant", "kSemanticVariant"):
        for source, value in sorted(unihan("Variants", field).items()):
            targets = [chr(int(part.partition("<")[0][2:], 16)) for part in value.split()]
            alike = [target for target in targets if target != source and share_reading(source, target)]
            if source not in standard.table:
                yield from ((source, target) for target in alike)


def _unambiguous(variants: Mapping[str, list[str]], standard: Standard) -> Iterator[tuple[str, str]]:
    """Yield the variants that lead to exactly one character of the standard table, with it."""
    for source, targets in variants.items():
        kept = sorted(set(targets) & standard.table)
        if len(kept) == 1:
            yield source, kept[0]


def _folds(source: str, target: str, standard: Standard) -> bool:
    """Tell whether a query's `source` may be read as `target`."""
    wanted = source not in standard.common and target in standard.table and source != target
    return wanted and source <= "\uffff" and unicodedata.normalize("NFKC", source) == source and _typeable(source)


def _typeable(character: str) -> bool:
    """Tell whether keyboards and old documents use the character's set; it keeps out the thousands nobody types."""
    for codec in ("gbk", "big5hkscs", "euc_jp"):
        try:
            return bool(character.encode(codec))
        except UnicodeEncodeError:
            continue
    return False


_ATTESTED = 3
"""Phrases that attest a reading; one or two may be a name or an error."""


def readings_table(characters: Iterable[str]) -> dict[str, str]:
    """Return syllable -> the characters that may be read so, in code point order."""
    readings = _readings_of(characters)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for character in sorted(readings):
        for syllable in readings[character]:
            groups[syllable].append(character)
    return {syllable: "".join(groups[syllable]) for syllable in sorted(groups)}


def share_reading(one: str, other: str) -> bool:
    """Tell whether two characters have a sound in common, tone included, in pypinyin's full list of readings."""
    return bool(set(pinyin_dict.get(ord(one), "").split(",")) & set(pinyin_dict.get(ord(other), "").split(",")) - {""})


def _readings_of(characters: Iterable[str]) -> dict[str, list[str]]:
    """Return the readings in use of each character; a dictionary's rare ones (万 mò, 大 tài) are left out."""
    dictionary, counted = unihan("Readings", "kTGHZ2013"), unihan("Readings", "kHanyuPinlu")
    usual, phrases = unihan("Readings", "kMandarin"), _attested_in_phrases()
    result = {}
    for character in characters:
        listed = _syllables(dictionary.get(character) or pinyin_dict[ord(character)].split(",")[0])
        in_use = {*_syllables(counted.get(character, "")), *_syllables(usual.get(character, ""))[:1]}
        kept = [reading for reading in listed if reading in in_use or (character, reading) in phrases]
        result[character] = kept or listed[:1]
    return result


def _attested_in_phrases() -> set[tuple[str, str]]:
    """Return (character, reading) that enough of pypinyin's 47,000 phrases have."""
    counts: Counter[tuple[str, str]] = Counter()
    for phrase, readings in phrases_dict.items():
        pairs = zip(phrase, readings, strict=True)
        counts.update({(character, _toneless(reading[0])) for character, reading in pairs})
    return {pair for pair, count in counts.items() if count >= _ATTESTED}


def _syllables(value: str) -> list[str]:
    """Return the toneless readings in a Unihan value: `131.140:háng 408.120:xíng`, `xíng(2943) háng(218)`, `dōu dū`."""
    parts = (part.rpartition(":")[2].partition("(")[0] for part in value.split())
    return list(dict.fromkeys(_toneless(reading) for part in parts for reading in part.split(",")))


def _toneless(syllable: str) -> str:
    """Return the syllable without its tone, ü as v: lǜ -> lv, ê̄ -> e."""
    kept = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(character for character in kept if character.isascii())


_NOTE = "do not edit; written by python -m hpreport.generate from these packages and data/lookalikes.yaml"


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
