"""What the verbs of the glossary give, as typed values. `--json` and the API print them as they are."""

from __future__ import annotations

from collections.abc import Mapping

from .answers import Answer


class UseShown(Answer, frozen=True, kw_only=True):
    """A turn in which a term is said."""

    conversation: str
    title: str
    date: str | None
    transcript: str
    turn: int
    turn_id: str
    speakers: tuple[str, ...]
    language: str | None
    text: str
    highlights: tuple[tuple[int, int], ...]
    cautions: tuple[str, ...] = ()


class UsesShown(Answer, frozen=True, kw_only=True):
    """Where a term is said in the archive."""

    passages: int
    """What several tellings have counts once."""
    at_least: bool = False
    """There are more, which were not looked at."""
    conversations: int
    first: UseShown | None = None
    """The earliest of those whose time is known, before the others."""
    examples: tuple[UseShown, ...] = ()


class RenderingShown(Answer, frozen=True, kw_only=True):
    """One way in which translations say a term."""

    words: str
    """As the glossary has it; empty where none of its renderings stands there."""
    count: int
    """Aligned turns that hold it."""
    turns: tuple[str, ...]
    """The ids of the first of them."""


class Rendered(Answer, frozen=True, kw_only=True):
    """How the translations into one language say a term."""

    term: str
    slug: str
    language: str
    renderings: tuple[RenderingShown, ...]
    """The commonest first."""

    @property
    def differ(self) -> bool:
        """Whether translations say it in more than one of the known ways."""
        return 1 < sum(bool(each.words) for each in self.renderings)


class TermShown(Answer, frozen=True, kw_only=True):
    """A term, and where it is said."""

    term: str
    slug: str
    languages: tuple[str, ...]
    forms: tuple[str, ...]
    meaning: Mapping[str, str]
    source: str
    url: str
    renderings: Mapping[str, tuple[str, ...]]
    besides: tuple[str, ...]
    uses: UsesShown | None = None
    """None where nobody asked."""
    rendered: tuple[Rendered, ...] = ()


class GlossaryShown(Answer, frozen=True, kw_only=True):
    """The answer of `glossary`."""

    total: int
    digest: str
    """Of the version that stands; empty where there is none."""
    terms: tuple[TermShown, ...]
    notice: str = ""
    """Where the file was edited and not read in."""


class GlossaryChecked(Answer, frozen=True, kw_only=True):
    """The answer of `glossary --check`."""

    terms: int
    warnings: tuple[Rendered, ...]
    """Terms that translations into one language say in more than one way."""
    ambiguous: tuple[tuple[str, tuple[str, ...]], ...]
    """Words that stand for more than one term, with those."""
    unused: tuple[str, ...]
    """Terms that no turn of the archive holds."""
    notice: str = ""
