"""FollowTheMoney entities as JSON lines: what Aleph and the tools of investigative newsrooms exchange.

A conversation is a `Folder`, and a `Call` beside it where it is one; a transcript is a `PlainText` in the folder, its words a
script in `bodyText`; a voice with a name is a `Mention` of it in the text, for somebody to say later who that is. Read is
whatever has text: `bodyText`, its `translatedText` as a translation of the same talk, the pages of a document in their order.

After the schemata of followthemoney 4 (Document, PlainText, Pages, Page, Folder, Call, Mention). Values are lists of text;
languages have three letters; a call's duration is in seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from ...errors import EarwitnessError, MalformedText
from ...model import TRANSCRIPT_KINDS, Conversation, Dossier, Held, Reading, Source, Transcript
from ...version import __version__
from ..page.reader import read_page
from ..readings import Faults, reading, telling
from .entities import Entity, besides, by_property, entities_in, entity_of, is_own, value_of, values_of
from .kept import as_it_stood, decoded, first_of, kept_with
from .languages import three_letters, two_letters
from .script import print_script, read_script

FORMAT = "ftm"
READER = f"ftm {__version__}"
MEDIA_TYPE = "application/jsonl"
GENERATOR = f"Earwitness {__version__}"
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?)?)?)?")
_NAMED = re.compile(r"[^\W\d_].*[^\W\d_]", re.DOTALL)


def detects(head: bytes, name: str) -> float:
    start = head[:65536].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"{"):
        return 0.0
    line = start.partition(b"\n")[0]
    return 0.95 if b'"schema"' in line and b'"properties"' in line and b'"id"' in line else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the talks in the text of the entities; the other entities stay with the first transcript."""
    faults = Faults()
    entities = list(entities_in(content, name, faults))
    if not entities:
        raise MalformedText(
            name, 1, "no line is an entity of FollowTheMoney", hint="each has id, schema and properties"
        )
    return _Case(entities, faults).reading()


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the entities, one a line; ids are those of this archive, or of the file that they came from."""
    lines: dict[str, Entity] = {}
    for dossier in dossiers:
        for entity in _written(dossier):
            lines.setdefault(str(entity["id"]), entity)
    return b"".join(msgspec.json.encode(entity) + b"\n" for entity in lines.values())


class _Case:
    """The entities of a file on their way in."""

    def __init__(self, entities: list[Entity], faults: Faults) -> None:
        self.entities = entities
        self.faults = faults
        self.folders = {each["id"]: each for each in entities if each["schema"] == "Folder" and is_own(each)}
        self.pages = by_property(entities, "Page", "document")
        self.mentions = by_property(entities, "Mention", "document")
        self.calls = by_property(entities, "Call", "recordId")
        self.conversations: list[Conversation] = []
        self.transcripts: list[Transcript] = []
        self.homes: dict[str, str] = {}
        """The conversation made for each folder of ours."""
        self.used: set[str] = set()

    def reading(self) -> Reading:
        for entity in self.entities:
            if entity["schema"] != "Page":
                self._document(entity)
        if self.transcripts:
            first = self.transcripts[0]
            rest = [("entity", as_it_stood(each)) for each in self.entities if each["id"] not in self.used]
            self.transcripts[0] = replace(first, extra=(*first.extra, *rest))
        elif self.entities:
            self.faults.add(f"no one speaks in the text of its {len(self.entities):,} entities")
        return reading(
            self.transcripts, format=FORMAT, media_type=MEDIA_TYPE, reader=READER,
            conversations=self.conversations or None, doubts=[doubt.what for doubt in self.faults.doubts],
        )  # fmt: skip

    def _document(self, entity: Entity) -> None:
        texts = self._texts(entity)
        home: str | None = None
        for number, (text, translated) in enumerate(texts):
            conversations, transcripts = self._talks(text, entity)
            if number and len(transcripts) == 1 and home is not None:
                conversations, transcripts = [], [replace(transcripts[0], conversation=home, kind="translation")]
            for transcript in transcripts:
                self._file(transcript, entity, translated)
            self.conversations += conversations
            home = transcripts[0].conversation if number == 0 and len(transcripts) == 1 else None

    def _texts(self, entity: Entity) -> list[tuple[str, bool]]:
        """Returns the text of an entity, and a translation of it."""
        pages = sorted(self.pages.get(entity["id"], ()), key=lambda page: _number(value_of(page, "index")))
        parts = values_of(entity, "bodyText") or [text for page in pages for text in values_of(page, "bodyText")]
        others = values_of(entity, "translatedText") or [
            text for page in pages for text in values_of(page, "translatedText")
        ]
        joined = [("\n".join(parts), False), ("\n".join(others), True)]
        return [(text, translated) for text, translated in joined if text.strip()]

    def _talks(self, text: str, entity: Entity) -> tuple[list[Conversation], list[Transcript]]:
        title = value_of(entity, "title") or value_of(entity, "name")
        script = read_script(text) if is_own(entity) else None
        if script is not None and script[0]:
            folder = self.folders.get(value_of(entity, "parent"))
            known = self.homes.get(folder["id"]) if folder is not None else None
            local = known or f"c{len(self.conversations) + 1}"
            if folder is not None:
                self.homes[folder["id"]] = local
                self.used.add(folder["id"])
            made = [] if known else [self._conversation(folder or entity, local)]
            return made, [telling(script[0], script[1], format=FORMAT, reader=READER, conversation=local)]
        try:
            page = read_page(text.encode("utf-8", "replace"), name=title or entity["id"], form="text")
        except EarwitnessError as error:
            self.faults.add(f"the text of {entity['id']}: {error.message}")
            return [], []
        local_ids = {
            each.id: f"c{len(self.conversations) + number}" for number, each in enumerate(page.conversations, 1)
        }
        held = self._conversation(entity, "").held
        conversations = [
            replace(
                each,
                id=local_ids[each.id],
                title=title or each.title,
                held=held if each.held.certainty == "unknown" else each.held,
            )
            for each in page.conversations
        ]
        return conversations, [replace(each, conversation=local_ids[each.conversation]) for each in page.transcripts]

    def _conversation(self, entity: Entity, local: str) -> Conversation:
        own = is_own(entity)
        date = value_of(entity, "date") or value_of(entity, "authoredAt")
        why = value_of(entity, "summary") if own else f"the date of {entity['id']}"
        held = Held(date=date, certainty="stated", why=why) if _DATE.fullmatch(date) else Held()
        calls = self.calls.get(entity["id"], []) if own else []
        self.used.update(each["id"] for each in calls)
        return Conversation(
            id=local, title=value_of(entity, "title"), held=held, place=value_of(entity, "address") or None,
            genre="call" if calls else None,
        )  # fmt: skip

    def _file(self, transcript: Transcript, entity: Entity, translated: bool) -> None:
        """Puts a transcript down with what its entity says besides, and who is mentioned in it."""
        own = is_own(entity)
        extra = []
        if entity["id"] not in self.used:
            mentions, pages = self.mentions.get(entity["id"], []), self.pages.get(entity["id"], [])
            ours = f"{entity['id']}-p"
            extra = [("document", as_it_stood({**entity, "properties": besides(entity)}))]
            extra += [("entity", as_it_stood(each)) for each in mentions if not (own and each["id"].startswith(ours))]
            self.used.update(each["id"] for each in (entity, *mentions, *pages))
        kind = next(
            (kind for kind in TRANSCRIPT_KINDS if own and kind in values_of(entity, "keywords")), transcript.kind
        )
        language = value_of(entity, "translatedLanguage" if translated else "language")
        made = replace(
            transcript,
            id=f"t{len(self.transcripts) + 1}",
            format=FORMAT,
            reader=READER,
            kind="translation" if translated else kind,
            language=two_letters(language) or transcript.language,
            title=transcript.title or value_of(entity, "title") or None,
            made_by=value_of(entity, "author") or transcript.made_by,
            extra=(*transcript.extra, *extra),
        )
        self.transcripts.append(made)


def _written(dossier: Dossier) -> Iterator[Entity]:
    conversation = dossier.conversation
    folder = conversation.id
    date = _DATE.match(conversation.held.date or "")
    dates = [date[0]] if date is not None else []
    yield entity_of(
        folder, "Folder", title=[conversation.title or "Untitled conversation"], fileName=[folder], date=dates,
        address=[conversation.place or ""], generator=[GENERATOR],
        summary=[conversation.held.why if conversation.held.date else ""],
    )  # fmt: skip
    if conversation.genre == "call":
        ends = [turn.end or turn.start or 0 for each in dossier.transcripts for turn in each.turns]
        lasts = -(-max(ends, default=0) // 1000)
        yield entity_of(
            f"{folder}-call", "Call", date=dates, recordId=[folder], description=[conversation.title],
            duration=[str(lasts) if lasts else ""],
        )  # fmt: skip
    for transcript in dossier.transcripts:
        yield from _document(dossier, transcript, dates)


def _document(dossier: Dossier, transcript: Transcript, dates: list[str]) -> Iterator[Entity]:
    """Yields the text of a transcript, who is named in it, and what came with it from a file of this format."""
    extra = kept_with(transcript, FORMAT)
    kept = first_of(extra, "document")
    source = next((each for each in dossier.sources if each.id == transcript.source), None)
    new = transcript.id if 2 < len(transcript.id) else f"{dossier.conversation.id}-{transcript.id}"
    id = kept.get("id", new)
    before = kept if isinstance(kept.get("properties"), dict) else {"properties": {}}
    said = entity_of(
        id, "PlainText", title=[transcript.title or dossier.conversation.title], fileName=[f"{new}.txt"],
        mimeType=["text/plain"], date=dates, **_origin(source),
    )  # fmt: skip
    made = entity_of(
        id, str(kept.get("schema", "PlainText")), bodyText=[print_script(transcript).text],
        parent=[dossier.conversation.id, *values_of(before, "parent")],
        language=[three_letters(transcript.language or "")], author=[transcript.made_by or ""],
        keywords=[transcript.kind, *values_of(before, "keywords")],
        generator=[GENERATOR, *values_of(before, "generator")],
    )  # fmt: skip
    made["properties"] = (before if kept else said)["properties"] | made["properties"]
    yield made
    for speaker in transcript.speakers:
        names = [label for label in speaker.labels if _NAMED.search(label)]
        if names:
            yield entity_of(f"{id}-{speaker.id}", "Mention", document=[id], name=names)
    for name, value in extra:
        if name == "entity" and (entity := decoded(value)).get("id"):
            yield entity


def _origin(source: Source | None) -> dict[str, list[str]]:
    if source is None:
        return {}
    published = _DATE.match(source.published or "")
    return {
        "sourceUrl": [source.url or ""], "publisher": [source.publisher or ""],
        "publishedAt": [published[0]] if published is not None else [],
    }  # fmt: skip


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 12 else 0
