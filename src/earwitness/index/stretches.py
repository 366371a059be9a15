"""Segments of recordings in the index: what people say of a stretch of sound, found before there is any transcript.

They stand in a folder of their own beside the turns, so that no search of turns is slower for them and no count means something
else. The table of words is the same: a word of a title is found in any form, as a word of a turn is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from .compile import Compiler
from .fields import facts_of, in_order, nudge, schema
from .filters import Filters, narrowed
from .highlight import Highlighter
from .matches import best, scored
from .query import parse
from .shadow import Opened
from .tree import Clauses, Everything, Like, Node, Pattern, Reply, Weighted, Words
from .widening import Also, widened
from .words import WordTable

if TYPE_CHECKING:
    import tantivy

FOLDER = "stretches"
FIELD = "segment"
"""The field of a query that asks for segments alone; a bare word asks for turns and for segments."""


class Stretch(Struct, frozen=True, kw_only=True):
    """A segment with what its recording's conversation and source say of it: all that the index needs."""

    id: str
    recording: str
    conversation: str
    start: int
    texts: tuple[str, ...]
    """Title, synopsis, each keyword, each subject, the first words: a phrase is found within one of them."""
    held: str | None = None
    """EDTF."""
    genre: str | None = None
    publisher: str | None = None
    published: str | None = None


class StretchHit(Struct, frozen=True, kw_only=True):
    """A segment that was found."""

    id: str
    recording: str
    score: float


class StretchMatches(Struct, frozen=True, kw_only=True):
    """How many segments answer, and the first of them."""

    total: int = 0
    hits: tuple[StretchHit, ...] = ()


class Stretches:
    """The segments of an open index. `sound` gives the index as last committed, `standing` its folder and state."""

    def __init__(
        self,
        sound: Callable[[str], AbstractContextManager[tuple[tantivy.Index, WordTable]]],
        standing: Callable[[], tuple[Path, object]],
    ) -> None:
        self._sound = sound
        self._standing = standing
        self._held: tuple[Path, object, Opened] | None = None
        self._highlighter: tuple[object, Highlighter] | None = None

    def search(
        self,
        query: str,
        *,
        filters: Filters | None = None,
        limit: int = 10,
        offset: int = 0,
        exact: bool = False,
        also: Also | None = None,
        names: bool = True,
    ) -> StretchMatches:
        """Returns the segments that answer a query, best first, equal ones in a lasting order; none where it asks for no words.

        Of the filters, `without_transcripts` names recordings here. Raises what a search of turns does.
        """
        with self._sound(query) as (_, words):
            index = self._current().index
            searcher = index.searcher()
            node = asked_of_segments(widened(parse(query), None if exact else also)) if searcher.num_docs else None
            if node is None:
                return StretchMatches()
            compiler = Compiler(index.schema, words, query, exact=exact, names=names)
            asked = narrowed(compiler.compile(node), filters, index.schema, compiler)
            total, found = best(searcher, asked, offset + limit, ranked=scored(node))
            hits = (_hit(searcher.doc(address).to_dict(), score) for score, address in found[offset:])
            return StretchMatches(total=total, hits=tuple(hits))

    def highlights(
        self, texts: Sequence[str], query: str, *, exact: bool = False, also: Also | None = None, names: bool = True
    ) -> list[list[tuple[int, int]]]:
        """Returns of each text of a segment the stretches that the query names, `[start, end)` in code points, in order."""
        with self._sound(query) as (_, words):
            asked = (query, exact, also, names, words)
            if self._highlighter is None or self._highlighter[0] != asked:
                node = asked_of_segments(widened(parse(query), None if exact else also)) or Clauses()
                self._highlighter = asked, Highlighter(node, words, exact=exact, names=names)
            marker = self._highlighter[1]
            # A segment is in its writer's language, which nobody states.
            return [marker.mark(text, None) for text in texts]

    def close(self) -> None:
        """Lets go of the files."""
        self._held = self._highlighter = None

    def _current(self) -> Opened:
        place, state = self._standing()
        held = self._held
        if held is None or held[0] != place or (held[1] != state and not held[2].renewed()):
            held = (place, state, Opened(place / FOLDER))
            self._highlighter = None
        if held[1] != state:
            self._highlighter = None  # a word may have been learnt since
        self._held = (place, state, held[2])
        return held[2]


def asked_of_segments(node: Node) -> Node | None:
    """Returns what a query asks of segments: `segment:` words as their text. None where it asks for no words, or for the
    answer to a turn, which no segment is."""
    parts = list(_leaves(node))
    words = (Words, Pattern, Like)
    wordy = any(isinstance(part, words) and part.field in ("text", "exact", FIELD) for part in parts)
    wordy = wordy or any(isinstance(part, Everything) and part.field == FIELD for part in parts)
    return _as_text(node) if wordy and not any(isinstance(part, Reply) for part in parts) else None


def _leaves(node: Node) -> Iterator[Node]:
    match node:
        case Clauses():
            for child in (*node.must, *node.either, *node.never):
                yield from _leaves(child)
        case Weighted():
            yield from _leaves(node.node)
        case _:
            yield node


def _as_text(node: Node) -> Node:
    match node:
        case Clauses():
            must, either, never = (tuple(map(_as_text, part)) for part in (node.must, node.either, node.never))
            return replace(node, must=must, either=either, never=never)
        case Weighted():
            return replace(node, node=_as_text(node.node))
        case Words() | Pattern() | Like() if node.field == FIELD:
            return replace(node, field="text")
        case Everything() if node.field == FIELD:
            return Everything()
        case _:
            return node


def write(
    place: Path, words: WordTable, put: Iterable[Stretch], silent: Collection[str] = (), *, fresh: bool = False
) -> None:
    """Puts segments into the index in that folder, all or nothing; those of the `silent` recordings go first."""
    import tantivy

    folder = place / FOLDER
    if fresh:
        folder.mkdir()
        index = tantivy.Index(schema(), path=str(folder))
    else:
        index = tantivy.Index.open(str(folder))
    writer = index.writer(heap_size=32_000_000, num_threads=1)
    try:
        for recording in silent:
            writer.delete_documents_by_term("transcript", recording)
        for stretch in put:
            writer.add_document(tantivy.Document(**_document(stretch, words)))
        words.save()
        writer.commit()
    except BaseException:
        writer.rollback()
        raise
    writer.wait_merging_threads()


def _document(stretch: Stretch, words: WordTable) -> dict[str, Any]:
    order = in_order(stretch.recording, stretch.start // 1000)
    document: dict[str, Any] = {
        **facts_of(stretch),
        "conversation": stretch.conversation,
        "transcript": stretch.recording,
        "turn_id": stretch.id,
        "order": order,
        "nudge": nudge(order),
        "text": [],
        "exact": [],
    }
    for text in stretch.texts:
        _, spelt, classes = words.encode(text, None)
        document["text"].append(" ".join(classes))
        document["exact"].append(" ".join(spelt))
    return document


def _hit(document: dict[str, Any], score: float) -> StretchHit:
    return StretchHit(id=document["turn_id"][0], recording=document["transcript"][0], score=score)
