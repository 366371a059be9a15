"""Filing: what a reader found gets its lasting ids, its languages and what the person who adds it knows."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from ..errors import BadInput, WrongUsage
from ..identifiers import is_id, new_id
from ..model import (
    OPEN,
    TRANSCRIPT_KINDS,
    USES,
    Access,
    Conversation,
    Link,
    Reading,
    Record,
    Recording,
    Source,
    Statement,
    Terms,
    Transcript,
    parse_access,
)
from ..version import __version__

READ_AS = "read as"
"""The name under which a source keeps the format that a person said it is of."""


class Known(Struct, frozen=True, kw_only=True):
    """What the person (or a row of a call list) who adds a source knows of it; it stands above what the page says."""

    conversation: str | None = None
    """The conversation that this is one more telling of."""
    kind: str | None = None
    language: str | None = None
    title: str | None = None
    genre: str | None = None
    held: str | None = None
    place: str | None = None
    published: str | None = None
    publisher: str | None = None
    supplier: str | None = None
    url: str | None = None
    terms: Terms = Terms()
    access: Access = OPEN
    extra: tuple[tuple[str, str], ...] = ()
    read_as: str | None = None
    """The name of the format that the bytes are to be read as, whatever they look like."""
    origin: str = "person"


def known(
    *,
    conversation: str | None = None,
    kind: str | None = None,
    language: str | None = None,
    title: str | None = None,
    genre: str | None = None,
    held: str | None = None,
    place: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    supplier: str | None = None,
    url: str | None = None,
    terms: str | None = None,
    forbids: tuple[str, ...] = (),
    access: str | None = None,
    extra: tuple[tuple[str, str], ...] = (),
    read_as: str | None = None,
    origin: str = "person",
) -> Known:
    """Returns what is known, checked: kinds, languages, dates and access are what they should be."""
    for use in forbids:
        if use not in USES:
            raise WrongUsage(f"“{use}” is no use that terms can forbid", hint="uses: " + ", ".join(USES))
    return Known(
        conversation=conversation,
        kind=kind_named(kind) if kind is not None else None,
        language=language_tag(language) if language else None,
        title=title,
        genre=genre_named(genre) if genre else None,
        held=date(held) if held else None,
        place=place,
        published=date(published) if published else None,
        publisher=publisher,
        supplier=supplier,
        url=web_address(url) if url else None,
        terms=Terms(text=terms or "", forbids=tuple(forbids)),  # type: ignore[arg-type]
        access=parse_access(access) if access else OPEN,
        extra=extra,
        read_as=readable(read_as) if read_as else None,
        origin=origin,
    )


def readable(text: str) -> str:
    """Returns the name of a format that can be read. Raises NotFound, or WrongUsage where it is only written."""
    from ..formats import format_named

    format = format_named(text)
    if not format.reads:
        raise WrongUsage(f"the format {format.name} can be written, not read", hint="earwitness formats")
    return format.name


def date(text: str) -> str:
    """Returns the EDTF of a date as a person gives it: EDTF itself, or in words ("14 May 2022")."""
    from ..datelines import parse_date
    from ..dates import parse

    try:
        return parse(text.strip()).text
    except BadInput:
        found = parse_date(text)
        if found is None:
            raise BadInput(
                f"“{text}” is no date that can be understood for certain",
                hint="write it as 2022-05-14, 2022-05, 2022, 2022-05-14~ (about), or 14 May 2022",
            ) from None
        return found


def language_tag(text: str) -> str:
    """Returns a language tag (BCP 47) in its usual case, from `EN`, `ru`, `uk-UA`."""
    import re

    tag = text.strip().replace("_", "-")
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
        raise BadInput(f"“{text}” is no language tag", hint="write two letters: en, ru, uk, pl…")
    return tag.lower() if "-" not in tag else tag[: tag.index("-")].lower() + tag[tag.index("-") :]


def kind_named(text: str) -> str:
    """Returns the kind of a transcript. Raises BadInput where there is no such kind."""
    if text not in TRANSCRIPT_KINDS:
        raise BadInput(f"“{text}” is no kind of transcript", hint="kinds: " + ", ".join(TRANSCRIPT_KINDS))
    return text


def web_address(text: str) -> str:
    """Returns an address of the web. Raises BadInput for anything that a browser would not go to when it is clicked."""
    import re

    address = text.strip()
    if not re.fullmatch(r"https?://[^\s/]+\S*", address, re.IGNORECASE):
        raise BadInput(f"“{text[:200]}” is no address of the web", hint="an address starts with https:// or http://")
    return address


def genre_named(text: str) -> str:
    """Returns the genre. Raises BadInput where there is no such genre."""
    from ..model import GENRES

    if text not in GENRES:
        raise BadInput(f"“{text}” is no genre", hint="genres: " + ", ".join(GENRES))
    return text


class Filed(Struct, frozen=True, kw_only=True):
    """The records that file one source, and the ids they got."""

    source: Source
    conversations: tuple[Conversation, ...] = ()
    transcripts: tuple[Transcript, ...] = ()
    recordings: tuple[Recording, ...] = ()
    links: tuple[Link, ...] = ()
    statements: tuple[Statement, ...] = ()
    """What a person said of the transcripts, so that it stands above any later reading."""
    survey: bytes = b""
    """What was worked out of the sound of its recording, to be kept beside it."""

    @property
    def records(self) -> tuple[Record, ...]:
        return (
            self.source, *self.conversations, *self.transcripts, *self.recordings, *self.links, *self.statements,
        )  # fmt: skip

    @property
    def turns(self) -> int:
        return sum(len(transcript.turns) for transcript in self.transcripts)


def file(source: Source, reading: Reading, facts: Known) -> Filed:
    """Returns the records of a source that was read, with lasting ids."""
    if facts.conversation is not None and not is_id(facts.conversation):
        raise WrongUsage(f"“{facts.conversation}” is no id of a conversation", hint="`earwitness list` shows the ids")
    if facts.conversation is not None and 1 < len(reading.conversations):
        raise BadInput(
            f"the page holds {len(reading.conversations)} conversations; they cannot all be {facts.conversation}",
            hint="add it without --conversation, then link the one that is meant: earwitness link A B",
        )
    source = _with_reading(source, reading, facts)
    ids = {conversation.id: new_id("conversation") for conversation in reading.conversations}
    alone = len(reading.conversations) == 1
    conversations = tuple(
        _conversation(conversation, ids[conversation.id], source, facts, alone)
        for conversation in reading.conversations
    )
    transcripts = tuple(
        _transcript(transcript, ids[transcript.conversation], source, facts) for transcript in reading.transcripts
    )
    links = tuple(
        Link(id=new_id("link"), a=facts.conversation, b=ids[conversation.id], why="added as one more telling of it")
        for conversation in reading.conversations
        if facts.conversation is not None
    )
    return Filed(
        source=with_said(source, facts, _unheard(reading)),
        conversations=conversations,
        transcripts=transcripts,
        links=links,
        statements=tuple(
            Statement(subject=transcript.id, field=field, value=value, origin=facts.origin)
            for transcript in transcripts
            for field, value in (("kind", facts.kind), ("language", facts.language))
            if value
        ),
    )


ABOUT_THE_TALK = ("title", "genre", "held", "place", "kind", "language")
"""What is said of a conversation or its transcript, not of the source."""


def _unheard(reading: Reading) -> tuple[str, ...]:
    """Returns what can be said of no one thing here: with no conversation nothing, of several no single title."""
    if not reading.conversations:
        return ABOUT_THE_TALK
    return ("title",) if 1 < len(reading.conversations) else ()


def with_said(source: Source, facts: Known, fields: tuple[str, ...]) -> Source:
    """Returns the source with what was said and has no other place, so that nothing a person gave is lost."""
    said = tuple((f"{field} (as given)", value) for field in fields if (value := getattr(facts, field)))
    return replace(source, extra=source.extra + said)


def _with_reading(source: Source, reading: Reading, facts: Known) -> Source:
    published = facts.published or reading.published
    return replace(
        source,
        media_type=reading.media_type,
        format=reading.format,
        url=source.url or facts.url or reading.url,
        title=reading.title,
        publisher=facts.publisher or reading.publisher,
        published=published,
        published_from=(facts.origin if facts.published else reading.published_from) if published else None,
        supplier=facts.supplier,
        language=reading.language,
        charset=reading.charset,
        terms=facts.terms,
        access=facts.access,
        doubts=reading.doubts,
        reader=f"{reading.reader or reading.format}; earwitness {__version__}",
        extra=source.extra + facts.extra + (((READ_AS, facts.read_as),) if facts.read_as else ()),
    )


def _conversation(conversation: Conversation, lasting: str, source: Source, facts: Known, alone: bool) -> Conversation:
    held = conversation.held
    if facts.held:
        held = replace(held, date=facts.held, certainty="stated", why=f"said by: {facts.origin}")
    return replace(
        conversation,
        id=lasting,
        source=source.id,
        title=(facts.title if alone and facts.title else conversation.title) or source.title or _file_name(source),
        genre=facts.genre or conversation.genre,
        held=held,
        place=facts.place or conversation.place,
    )


def _file_name(source: Source) -> str:
    """Returns what a file is called, for a page that calls itself nothing: among four thousand, a name tells them apart."""
    name = (source.path or "").replace("\\", "/").rpartition("/")[2]
    return "" if name == "-" else name.rpartition(".")[0] or name


def _transcript(transcript: Transcript, conversation: str, source: Source, facts: Known) -> Transcript:
    from ..language.detect import detect_transcript

    language: str | None
    turns = transcript.turns
    if facts.language:
        language = facts.language
        turns = tuple(replace(turn, language=None) if turn.language == language else turn for turn in turns)
    else:
        language, each = detect_transcript([turn.text for turn in turns], declared=transcript.language)
        turns = tuple(
            turn if turn.language or other is None else replace(turn, language=other)
            for turn, other in zip(turns, each, strict=True)
        )
    return replace(
        transcript,
        id=new_id("transcript"),
        conversation=conversation,
        revision=1,
        source=source.id,
        kind=facts.kind or transcript.kind,
        language=language,
        turns=turns,
        reader=source.reader,
    )
