"""Rows to text in any output format. Nothing here asks about the terminal or prints."""

from hpreport.render.formats import FORMATS, Row, Style, dump_json, render
from hpreport.render.layout import Column, Layout, columns_of, show_value

__all__ = ["FORMATS", "Column", "Layout", "Row", "Style", "columns_of", "dump_json", "render", "show_value"]
