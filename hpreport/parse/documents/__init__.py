"""Files of all kinds to text."""

from hpreport.parse.documents.files import text_of

__all__ = ["text_of"]
