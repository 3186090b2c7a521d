"""Figures of a report: every number it states about an indicator, as typed rows.

The way of a paragraph: `plain` (half-width, no spaces) -> `exclusions` (dates, names, slogans) and `quantities`
(numbers with units) -> `claims` (a number with what is said of it: `bounds`, `measures`) -> `indicators` (what it is
said about) -> `assemble`, which adds year and kind (`periods`) and the headline mark (`headline`).
"""

from hpreport.parse.figures.extract import find_figures

__all__ = ["find_figures"]
