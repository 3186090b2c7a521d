"""How alike characters look in print: drawn small and blurred, as a tired eye or a scanner sees them, and compared.

The fonts are Noto Sans SC and Noto Serif SC. Pictures are whole numbers, and so is all that is summed, so the same
package versions find the same on every processor.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from hpreport.characters.sources import package_file

Matrix = npt.NDArray[np.int16]
"""Similarities of characters to characters, in ten-thousandths."""
Positions = npt.NDArray[np.intp]
Pictures = npt.NDArray[np.float64]
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
