"""Which sections an option or argument means, the same for every command."""

from hpreport.chosen import Reports
from hpreport.cli.messages import no_section_message
from hpreport.errors import NothingFoundError
from hpreport.index import Index

SECTION_HELP = "编号如 2.4，“二、（四）”也行，或标题中的文字"


def sections_meant(index: Reports, typed: str) -> set[str]:
    """Return the ids of the sections that `typed` means and of all below them; of all sections where it is empty.

    Raises `NothingFoundError` where no report that is asked has such a section.
    """
    sections = index.sections(typed)
    if typed and not sections:
        raise NothingFoundError(no_section_message(typed, index.section_ids))
    return sections


def section_ids(index: Index, typed: str) -> list[str]:
    """Return the ids of the sections that `typed` names, by id, number or heading. Raises as `sections_meant` does."""
    found = index.outline.find(typed) or index.outline.find(index.search.simplified(typed))
    if not found:
        raise NothingFoundError(no_section_message(typed, index.section_ids))
    return found
