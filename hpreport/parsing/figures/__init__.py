"""Figures of a report: every number it states about an indicator, as typed rows.

The way of a paragraph: `plain` (half-width, no spaces) -> `exclusions` (dates, names, slogans) and `quantities`
(numbers with units) -> `claims` (a number with what is said of it) -> `indicators` and `naming` (what it is said about)
-> `extract`, which adds year, kind and time (`periods`) and the headline mark (`headline`).
"""

from hpreport.parsing.figures.extract import find_figures

__all__ = ["find_figures"]
