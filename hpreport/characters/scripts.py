"""Which characters are the same in another script: the table `simplified`.

OpenCC's dictionaries (traditional, Hong Kong, Taiwan, Japanese), then Unihan's variant fields.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping

from hpreport.characters.sounds import share_reading
from hpreport.characters.sources import Standard, opencc, unihan


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
