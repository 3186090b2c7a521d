"""What commands that are asked for a section share."""

import unicodedata

from hpreport.fold import fold
from hpreport.index import Index


def find_sections(index: Index, wanted: str) -> tuple[str, ...]:
    """Return the ids of the sections asked for: one by its id, or those with the text in their heading."""
    number = unicodedata.normalize("NFKC", wanted).strip(" .")
    if number in index.section_ids:
        return (number,)
    text = fold(wanted)
    if not text or text.isdigit():
        return ()
    return tuple(row["id"] for row in index.tables["sections"] if row["level"] and text in fold(row["heading"]))


def no_such_section(index: Index, wanted: str) -> str:
    """Return the message that the report has no section `wanted`, with those it has."""
    known = [section for section in index.section_ids if section.count(".") < 2]
    return f"没有 {wanted} 这一节；有的是：{'、'.join(known)} 及其下各条"
