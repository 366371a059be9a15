"""Replies: who answers whom. A speech is what one voice says until another begins, a turn or several; the turn that begins
the next speech answers it.

The index keeps with each turn the key of its speech, and with the first turn of a speech the key of the one it answers. So a
reply is two questions: which speeches hold what was asked for, and which turns answer one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import tantivy

    from ..model import Turn

SPEECH, ANSWERS = "speech", "answers"
"""The index's fields: the speech that a turn is part of, and the speech that it answers."""


class Standing(NamedTuple):
    """Where a turn stands among the speeches of its transcript."""

    speech: int | None
    """The key of its speech: the place of the first turn of it. None where nobody speaks."""
    answers: int | None
    """The key of the speech before, where the turn begins one."""


class Speeches:
    """Follows a transcript turn by turn, and says of each where it stands.

    A turn goes on the speech if all its voices are among those of the turn before. Where a voice is unknown on either side
    nothing says that it is the same one, and transcribers begin a new turn where the voice changes: the turn answers. What
    is neither voice nor words (an explosion on a line of its own) is passed over.
    """

    def __init__(self) -> None:
        self._speech: int | None = None
        self._voices: frozenset[str] = frozenset()

    def follow(self, turn: Turn, place: int, *, words: Sequence[str]) -> Standing:
        """Returns where the turn stands; `place` is a number that no other turn of the index has."""
        if not turn.speakers and not words:
            return Standing(None, None)
        voices, before = frozenset(turn.speakers), self._speech
        goes_on = bool(voices) and voices <= self._voices
        self._voices = voices
        if goes_on:
            return Standing(before, None)
        self._speech = place
        return Standing(place, before)


def answering(
    searcher: tantivy.Searcher, schema: tantivy.Schema, asked: tantivy.Query, hidden: Iterable[tantivy.Query] = ()
) -> tantivy.Query:
    """Returns the query for turns that answer a turn of those asked for.

    What is hidden is answered by nobody: a withheld question must not show by its answer being found.
    """
    from tantivy import Occur, Query

    heard = [(Occur.Must, Query.const_score_query(asked, 0.0)), (Occur.Must, _having(SPEECH))]
    among = Query.boolean_query([*heard, *((Occur.MustNot, part) for part in hidden)])
    counted: Any = searcher.search(among, 1)
    if not counted.count:
        return Query.empty_query()
    hits = searcher.search(among, counted.count, count=False, order_by_field=SPEECH).hits
    speeches = list(dict.fromkeys(speech for speech, _ in hits))
    return Query.const_score_query(Query.term_set_query(schema, ANSWERS, speeches), 0.0)


def _having(field: str) -> tantivy.Query:
    from tantivy import Query

    return Query.const_score_query(Query.exists_query(field), 0.0)
