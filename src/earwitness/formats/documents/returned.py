"""Returned: a document that went out and came back with tracked changes and comments, turn by turn.

`before` is the turn with every change refused, `after` with every change accepted. What somebody changed without tracking it
stands in both, and is found by whoever holds the revision that the document was made from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from ...errors import MalformedText
from .bookmarks import Stretch, stretches
from .margins import changes_of, comments_of
from .paragraphs import Comment, Kind, Run, accepted, refused, text_of
from .styled import Spoken, spoken_of
from .wordprocessing import read_word


class Changed(Struct, frozen=True, kw_only=True):
    """A tracked change: words put in or struck out, by whom and when, as the document says."""

    kind: Kind
    words: str
    author: str = ""
    time: str = ""


class Remarked(Struct, frozen=True, kw_only=True):
    """A comment, with the words that it is about."""

    text: str
    about: str = ""
    """As they stand with every change accepted; empty where it is about a place."""
    author: str = ""
    time: str = ""


class Returning(Struct, frozen=True, kw_only=True):
    """One turn as it came back."""

    turn: str
    """Archive-wide: `t4f9k2mq7x1.7`."""
    revision: int
    """Of the transcript, from which the document was made."""
    before: Spoken
    after: Spoken
    changes: tuple[Changed, ...] = ()
    comments: tuple[Remarked, ...] = ()
    added: tuple[str, ...] = ()
    """Paragraphs that somebody put in after the turn."""

    @property
    def struck(self) -> bool:
        """True where every word of the turn, and who says it, was struck out."""
        return bool(self.changes) and not (self.after.text.strip() or self.after.names or self.after.marks)


class Returned(Struct, frozen=True, kw_only=True):
    """A document that came back."""

    name: str
    turns: tuple[Returning, ...]
    """All that it holds, in its order, the unchanged too."""
    comments: tuple[Remarked, ...] = ()
    """Those about no turn: on the title, the certificate."""
    twice: tuple[str, ...] = ()
    """Turns that stand in it more than once; the first is taken."""


def returned(content: bytes, *, name: str) -> Returned:
    """Returns what came back in a document that `docx.write` made, turn by turn.

    Raises MalformedText where it names no turn: it did not come from here, or lost its bookmarks on the way.
    """
    word = read_word(content, name=name)
    found: dict[str, Returning] = {}
    twice: list[str] = []
    told: set[str] = set()
    for stretch in stretches(word.paragraphs):
        told.update(id for runs in (stretch.runs, *stretch.added) for run in runs for id in run.comments)
        if stretch.told.id in found:
            twice.append(stretch.told.id)
            continue
        found[stretch.told.id] = _returning(stretch, word.comments)
    if not found:
        raise MalformedText(
            name, None, "no paragraph of it names a turn",
            hint="export the transcript with --to docx and change that document; a copy that another program made anew "
            "may have lost the bookmarks",
        )  # fmt: skip
    elsewhere = [
        remarked
        for paragraph in word.paragraphs
        for remarked in _remarked(paragraph.runs, {id: each for id, each in word.comments.items() if id not in told})
    ]
    return Returned(name=name, turns=tuple(found.values()), comments=tuple(elsewhere), twice=tuple(twice))


def _returning(stretch: Stretch, comments: Mapping[str, Comment]) -> Returning:
    return Returning(
        turn=stretch.told.id,
        revision=stretch.told.revision,
        before=spoken_of(refused(stretch.runs)),
        after=spoken_of(accepted(stretch.runs)),
        changes=tuple(
            Changed(kind=change.kind, words=words, author=change.author, time=change.time)
            for change, words in changes_of(stretch.runs)
        ),
        comments=tuple(_remarked([*stretch.runs, *(run for runs in stretch.added for run in runs)], comments)),
        added=tuple(text for runs in stretch.added if (text := text_of(accepted(runs)).strip())),
    )


def _remarked(runs: Sequence[Run], comments: Mapping[str, Comment]) -> list[Remarked]:
    return [
        Remarked(text=comment.text, about=about, author=comment.author, time=comment.time)
        for comment, about in comments_of(runs, comments)
    ]
