"""The glossary: entries, components, footnotes, and where terms are used."""
