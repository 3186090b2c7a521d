"""The reader's library: many reports kept, and asked at once."""

from hpreport.library.library import Library

__all__ = ["Library"]
