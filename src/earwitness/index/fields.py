"""What the index knows of a turn: its fields, and the document that a turn becomes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from msgspec import Struct

from .. import dates
from ..digests import sha256
from ..errors import BadInput, WrongUsage
from ..language.tokens import spellings
from ..model import GENRES, MARK_TYPES, TRANSCRIPT_KINDS, Speaker, Transcript, Turn
from .replies import ANSWERS, SPEECH, Speeches, Standing

if TYPE_CHECKING:
    from tantivy import Schema

    from .words import WordTable

VERSION = 8
"""Of the schema and of how words are analysed. An index of another version is made anew."""


class Indexed(Struct, frozen=True, kw_only=True):
    """A transcript with what its conversation and source say of it: all that the index needs."""

    transcript: Transcript
    conversation: str
    """The conversation it was born into."""
    held: str | None = None
    """EDTF."""
    genre: str | None = None
    publisher: str | None = None
    published: str | None = None
    """EDTF."""
    passages: Mapping[int, int] = {}
    """Of turns that stand in a passage with others, by number: the passage's key."""
    codes: Mapping[int, tuple[str, ...]] = {}
    """Of turns that people put codes on, by number: the codes' paths, `grief/loss`."""
    notes: Mapping[int, tuple[str, ...]] = {}
    """Of turns that people wrote notes on, by number: the notes' words."""
    standings: Mapping[int, Standing] = {}
    """Where its turns stand among the speeches, by number, if they come partly; else it is seen from the turns."""
    partly: bool = False
    """Only what is written on turns is new: those here take the place of their own, and stay in their passages."""


class Field(NamedTuple):
    """A field that a query may name."""

    kind: str
    """`words` (in any form), `spelling`, `labels` (words of a name), `code` (whole and exact), `date`, `number`;
    `turns` takes a query of its own."""
    ranged: bool = False
    wild: bool = False
    values: tuple[str, ...] = ()
    """All that it can hold, where that is settled: another value is a slip of the pen, and finds nothing."""


FIELDS: dict[str, Field] = {
    "text": Field("words", wild=True),
    "exact": Field("spelling", wild=True),
    "speaker": Field("labels", wild=True),
    "role": Field("labels", wild=True),
    "publisher": Field("labels", wild=True),
    "language": Field("code"),
    "kind": Field("code", values=TRANSCRIPT_KINDS),
    "genre": Field("code", values=GENRES),
    "mark": Field("code", values=MARK_TYPES),
    "code": Field("code"),
    "note": Field("words", wild=True),
    "segment": Field("words", wild=True),
    "reply": Field("turns"),
    "in": Field("code"),
    "transcript": Field("code"),
    "turn": Field("number", ranged=True),
    "held": Field("date", ranged=True),
    "published": Field("date", ranged=True),
}
"""The fields by the names that people type."""

CODES = {"in": "conversation"}
"""The index's own names, where they differ."""

FACETS = {
    "month": "month", "speaker": "speaker_label", "role": "role_label", "publisher": "publisher_label",
    "language": "language", "kind": "kind", "genre": "genre", "mark": "mark", "conversation": "conversation",
    "code": "code_label", "transcript": "transcript",
}  # fmt: skip
"""What hits can be counted by → the fast field that holds it."""

_WORDY = ("text", "exact", "speaker", "role", "publisher", "note", "note_exact")
_FAST = ("conversation", "transcript", "language", "kind", "genre", "mark", "code", "note_there")
_LABELS = ("code_label", "month", "speaker_label", "role_label", "publisher_label")
_DAYS = ("held_from", "held_to", "published_from", "published_to")
_MONTH = re.compile(r"\d{4}(?:-\d{2})?")


def schema() -> Schema:
    """Returns tantivy's schema: one document a turn."""
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    for name in _WORDY:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in _FAST:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True, stored=name == "transcript")
    for name in _LABELS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in _DAYS:
        builder.add_integer_field(name, indexed=False, fast=True)
    builder.add_integer_field("number", indexed=True, fast=True, stored=True)
    builder.add_text_field("turn_id", tokenizer_name="raw", index_option="basic", stored=True)
    builder.add_integer_field("order", indexed=False, fast=True)
    builder.add_integer_field("place", indexed=False, fast=True)
    builder.add_integer_field("passage", indexed=True, fast=True)
    builder.add_integer_field(SPEECH, indexed=False, fast=True)
    builder.add_integer_field(ANSWERS, indexed=True, fast=True)
    builder.add_float_field("nudge", indexed=False, fast=True)
    return builder.build()


def near_field(name: str) -> str | None:
    """Returns the field that a misspelt name most likely means."""
    return next(iter(difflib.get_close_matches(name, FIELDS, n=1, cutoff=0.6)), None)


def near_value(field: str, value: str) -> str:
    """Returns what a misspelt value of a field most likely means: `transcription` for `transcript`; empty for none."""
    return next(iter(difflib.get_close_matches(value.lower(), FIELDS[field].values, n=1, cutoff=0.6)), "")


def known_facets(names: Iterable[str]) -> None:
    """Raises WrongUsage for a name that hits cannot be counted by."""
    for name in names:
        if name not in FACETS:
            raise WrongUsage(f"hits cannot be counted by {name}", hint=f"choose from {', '.join(FACETS)}")


def plain_words(text: str) -> str:
    """Returns the folded words of a name or label, parted by spaces."""
    return " ".join(spellings(text))


def days(edtf: str | None) -> tuple[int, int] | None:
    """Returns the first and last day a date may mean, as ordinals; None where it is no date."""
    if edtf is None:
        return None
    try:
        return dates.earliest(edtf).toordinal(), dates.latest(edtf).toordinal()
    except BadInput:
        return None


def documents(item: Indexed, words: WordTable, place: Callable[..., int]) -> Iterator[dict[str, Any]]:
    """Yields what the index keeps of each turn of a transcript's current revision.

    `place` takes the turn's words into the token array and gives its place there.
    """
    transcript = item.transcript
    shared = _shared(item)
    speakers = {speaker.id: _speaker(speaker) for speaker in transcript.speakers}
    first = _order(transcript.id)
    speeches = Speeches()
    for turn in transcript.turns:
        language = turn.language or transcript.language
        written, spelt, classes = words.encode(turn.text, language)
        place_here = place(transcript.id, turn.number, language, written, spelt, classes)
        standing = speeches.follow(turn, place_here, words=spelt)
        standing = item.standings.get(turn.number, standing) if item.partly else standing
        document: dict[str, Any] = {
            **shared,
            "text": " ".join(classes),
            "exact": " ".join(spelt),
            "place": place_here,
            "number": turn.number,
            "turn_id": turn.id,
            "order": first + min(turn.number, 0xFFFFF),
            "nudge": nudge(first + turn.number),
        }
        if language is not None:
            document["language"] = language
        if standing.speech is not None:
            document[SPEECH] = standing.speech
        if standing.answers is not None:
            document[ANSWERS] = standing.answers
        if turn.number in item.passages:
            document["passage"] = item.passages[turn.number]
        if turn.marks:
            document["mark"] = sorted({mark.type for mark in turn.marks})
        _voices(document, turn, speakers)
        _written(document, item, turn, words)
        yield document


def _written(document: dict[str, Any], item: Indexed, turn: Turn, words: WordTable) -> None:
    """Adds what people wrote on a turn. A code is found by its path, by its name, and by those of the codes above it."""
    paths = item.codes.get(turn.number, ())
    if paths:
        above = {"/".join(path.split("/")[: depth + 1]) for path in paths for depth in range(path.count("/") + 1)}
        document["code_label"] = sorted(above)
        document["code"] = sorted({name.lower() for path in above for name in (path, path.rpartition("/")[2])})
    notes = item.notes.get(turn.number, ())
    if notes:
        # A note is in its writer's language, which nobody states: its words are read in every language of their script.
        _, spelt, classes = words.encode(" ".join(notes), None)
        document["note"], document["note_exact"] = " ".join(classes), " ".join(spelt)
        document["note_there"] = "1"


def _shared(item: Indexed) -> dict[str, Any]:
    transcript = item.transcript
    return {
        "conversation": item.conversation, "transcript": transcript.id, "kind": transcript.kind, **facts_of(item)
    }  # fmt: skip


class Facts(Protocol):
    """What a conversation and a source say of a thing that is found."""

    @property
    def held(self) -> str | None: ...
    @property
    def genre(self) -> str | None: ...
    @property
    def publisher(self) -> str | None: ...
    @property
    def published(self) -> str | None: ...


def facts_of(item: Facts) -> dict[str, Any]:
    """Returns what the index keeps of the conversation and the source of a thing."""
    shared: dict[str, Any] = {}
    if item.genre is not None:
        shared["genre"] = item.genre
    if item.publisher:
        shared["publisher"] = plain_words(item.publisher)
        shared["publisher_label"] = item.publisher
    for name, date in (("held", item.held), ("published", item.published)):
        span = days(date)
        if span is not None:
            shared[name + "_from"], shared[name + "_to"] = span
    month = _MONTH.match(item.held) if item.held and days(item.held) else None
    if month:
        shared["month"] = month[0]
    return shared


def _speaker(speaker: Speaker) -> tuple[list[str], list[str], str | None]:
    return [plain_words(label) for label in speaker.labels], list(speaker.labels), speaker.role


def _voices(
    document: dict[str, Any], turn: Turn, speakers: Mapping[str, tuple[list[str], list[str], str | None]]
) -> None:
    voices = [speakers[speaker] for speaker in turn.speakers if speaker in speakers]
    if not voices:
        return
    document["speaker"] = [words for voice in voices for words in voice[0]]
    document["speaker_label"] = [voice[1][0] for voice in voices if voice[1]]
    roles = [role for _, _, role in voices if role]
    if roles:
        document["role"] = [plain_words(role) for role in roles]
        document["role_label"] = roles


def in_order(whole: str, number: int) -> int:
    """Returns the place of a part in the one order of all: 40 bits of the whole's digest, 20 for the part's number."""
    return _order(whole) + min(number, 0xFFFFF)


def _order(transcript: str) -> int:
    """Returns the place of a transcript's first turn in the one order of all: 40 bits of its id's digest, 20 to spare."""
    return int(sha256(transcript.encode())[:10], 16) << 20


def nudge(order: int) -> float:
    """Returns a number from 0 to .001 that parts turns of equal score: too small to change what is better."""
    return (order * 0x9E3779B97F4A7C15 % 2**64) / 2**64 / 1000
