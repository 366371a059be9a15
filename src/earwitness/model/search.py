"""A kept search: what was asked, of which archive, and what answered. Nothing found is an answer, too."""

from __future__ import annotations

from msgspec import Struct


class Search(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="noun", tag="search"):
    """A search that a person kept, with all that is needed to ask it again and to say what is new since."""

    id: str
    query: str
    name: str = ""
    """What a person calls it."""
    note: str = ""
    """Why it was made, or what a reader should know of it."""
    narrowed: tuple[tuple[str, str], ...] = ()
    """What it was narrowed to beside the query: `("speaker", "Bridge")`, in the order of the search page."""
    exact: bool = False
    """The words as they stand, not their other forms."""
    without: tuple[str, ...] = ()
    """What else was switched off: `glossary`."""
    sequence: int
    """The act at which the archive stood that was searched."""
    head: str
    """The digest of that act's line in the journal: it fixes the whole archive up to there."""
    engine: str
    """What searched: the program and the version of its index, on which it depends how words are found."""
    glossary: str = ""
    """The digest of the glossary whose words were looked for as well; empty where none was."""
    passages: int
    turns: int
    conversations: int
    found: tuple[str, ...] = ()
    """The passages that answered, each with the ids of all its turns parted by spaces: `t4f9k2mq7x1.7 t8c2….9`."""
    whole: bool = True
    """False where more answered than are told one by one; then `found` is empty."""
    again: str | None = None
    """The kept search that this one asked again."""
    withdrawn: bool = False
    """A person took it off the record; it stays in the log. Set by statements only."""

    @property
    def called(self) -> str:
        """Its name, else its query."""
        return self.name or self.query
