"""OHMS: the record of an interview as the Oral History Metadata Synchronizer keeps it, text, times, index and all.

A record is a conversation; its `transcript` one telling, its `transcript_alt` a translation. Times come from the list of
minutes (`sync`), or to the millisecond from the WebVTT that OHMS 6 carries. All else of the record, its index of segments
(time, title, synopsis, keywords, subjects, places on the map) too, is kept as it stands and written back.

After the OHMS XML schema 5.4 and 6.0 and the viewer's reading of it (oralhistoryonline.org).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from xml.etree.ElementTree import Element

from msgspec.structs import replace

from ...errors import MalformedText
from ...model import Conversation, Dossier, Held, Reading, Recording, Speaker, Transcript, Turn
from ...version import __version__
from .. import markup
from ..casting import Casting
from ..indexes.points import duration_of, points
from ..markup import local
from ..readings import Faults, reading, telling
from ..signs import voices, with_signs
from .interviews import NOBODY, print_interview, read_interview
from .kept import Extra, kept_with
from .labels import Names, is_label, surnames
from .languages import english_name, of_name
from .records import (
    PEOPLE,
    date_in,
    document_of,
    new_record,
    outline_of,
    points_of,
    put,
    put_date,
    put_points,
    record_in,
    text_in,
)
from .voiced import print_cues, read_cues

FORMAT = "ohms"
READER = f"ohms {__version__}"
_NOTED = re.compile(r"(?:^|\n\n)Speakers:\n(?P<labels>.*)\Z", re.DOTALL)
_WORD = re.compile(r"\w+")


def detects(head: bytes, name: str) -> float:
    start = head[:2048]
    if b"nunncenter/ohms" in start:
        return 1.0
    return 0.9 if b"<ROOT" in start and b"<record" in start and (b"<transcript" in head or b"<sync" in head) else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns a conversation for each record, its transcript and the translation of it."""
    document = markup.parse(content, name=name)
    records = [element for element in document.root.iter() if local(element.tag) == "record"]
    if local(document.root.tag) != "ROOT" or not records:
        raise MalformedText(name, 1, "no record of OHMS is in it", hint="an OHMS file has ROOT, and record in it")
    faults = Faults()
    conversations: list[Conversation] = []
    transcripts: list[Transcript] = []
    for record in records:
        id = f"c{len(conversations) + 1}"
        found = list(_tellings(record, id, len(transcripts), faults))
        if not found and (index := points_of(record)):
            faults.add(f"{len(index):,} segments and no transcript: earwitness segments RECORDING --from takes them in")
        if found:
            conversations.append(_conversation(record, id))
            transcripts += found
    return reading(
        transcripts, format=FORMAT, media_type="text/xml", reader=READER, charset=document.charset,
        title=text_in(records[0], "title").strip() or None, conversations=conversations or None,
        doubts=(*document.doubts, *(doubt.what for doubt in faults.doubts)),
    )  # fmt: skip


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns a record for each conversation: a transcript and one translation of it. Further tellings, for which a record
    has no place, are records of their own."""
    records = [
        _record(dossier, main, other, number, sound)
        for dossier in dossiers
        for number, (main, other, sound) in enumerate(_with_sound(dossier))
    ]
    return document_of(records)


def _tellings(record: Element, conversation: str, before: int, faults: Faults) -> Iterator[Transcript]:
    names, roles = _names(record)
    kept: Extra = (("record", outline_of(record)), *points_of(record))
    number = before
    for suffix in ("", "_alt"):
        language = of_name(text_in(record, "transcript_alt_lang" if suffix else "language"))
        sync = text_in(record, f"sync{suffix}").strip()
        told = read_interview(text_in(record, f"transcript{suffix}"), sync, names, Casting())
        turns, speakers, blocks = read_cues(
            text_in(record, f"vtt_transcript{suffix}"), lambda name: _parts(name, names)
        )
        found: list[tuple[Sequence[Turn], tuple[Speaker, ...], Extra]] = [(turns, speakers, blocks)] if turns else []
        if told.turns and not (turns and _said(turns) == _said(told.turns)):
            rest = (("sync", sync), ("footnotes", told.notes if told.notes.strip() else ""))
            found.append((told.turns, told.speakers, tuple(pair for pair in rest if pair[1])))
            if sync and not any(turn.start is not None or turn.words for turn in told.turns):
                faults.add(f"the list of minutes gives no word a time: {sync[:60]}")
        for turns_, voices_, extra in found:
            number += 1
            yield telling(
                turns_, _with_roles(voices_, roles), format=FORMAT, reader=READER,
                kind="translation" if suffix else "transcription", local=f"t{number}", conversation=conversation,
                language=language, title=text_in(record, "title").strip() or None, extra=(*kept, *extra),
            )  # fmt: skip
            kept = ()


def _conversation(record: Element, id: str) -> Conversation:
    stated = date_in(record)
    held = Held(date=stated, certainty="stated", why="stated in the record") if stated else Held()
    people = any(local(each.tag) in PEOPLE and (each.text or "").strip() for each in record)
    title = text_in(record, "title").strip()
    return Conversation(id=id, title=title, held=held, genre="interview" if people else None)


def _names(record: Element) -> tuple[Names, dict[str, str]]:
    """Returns the names that may label turns, and the role of each by its small letters."""
    roles: dict[str, str] = {}
    for role in PEOPLE:
        for name in surnames(each.text or "" for each in record if local(each.tag) == role):
            roles.setdefault(name, role)
    noted = _NOTED.search(text_in(record, "user_notes").strip())
    labels = [label for label in noted["labels"].split("\n") if label.strip()] if noted is not None else []
    # The longest first: `A: B` is no turn of `A`.
    return Names(labels=tuple(sorted(labels, key=len, reverse=True)), people=frozenset(roles)), roles


def _with_roles(speakers: Sequence[Speaker], roles: dict[str, str]) -> tuple[Speaker, ...]:
    return tuple(replace(each, role=roles.get(each.labels[0].casefold()) if each.labels else None) for each in speakers)


def _parts(name: str, names: Names) -> tuple[str, ...]:
    """Returns the names of several who speak at once, where the record tells them."""
    parts = tuple(name.split(" + "))
    return parts if 1 < len(parts) and all(part in names.labels for part in parts) else (name,)


def _said(turns: Sequence[Turn]) -> list[str]:
    """Returns every word in print: a sign that one print has as a mark may stand in another's text."""
    return [word for turn in turns for word in _WORD.findall(with_signs(turn).casefold())]


def _paired(transcripts: Sequence[Transcript]) -> Iterator[tuple[Transcript | None, Transcript | None]]:
    """Yields each transcript with a translation beside it, as long as there are both."""
    originals = [each for each in transcripts if each.kind != "translation"]
    translations = [each for each in transcripts if each.kind == "translation"]
    yield from zip_longest(originals, translations)


def _with_sound(dossier: Dossier) -> Iterator[tuple[Transcript | None, Transcript | None, Recording | None]]:
    """Yields what stands in each record: the sound that a transcript was heard on, else the next that is left; and what sound
    is left with an index by itself."""
    left = list(dossier.recordings)
    for main, other in _paired(dossier.transcripts):
        heard = {each.heard_on for each in (main, other) if each is not None}
        sound = next((each for each in left if each.id in heard), left[0] if left else None)
        if sound is not None:
            left.remove(sound)
        yield main, other, sound
    indexed = {segment.recording for segment in dossier.segments}
    for sound in left:
        if sound.id in indexed or not dossier.transcripts:
            yield None, None, sound


def _record(
    dossier: Dossier, main: Transcript | None, other: Transcript | None, number: int, sound: Recording | None
) -> Element:
    conversation = dossier.conversation
    both = [each for each in (main, other) if each is not None]
    kept = next((extra for each in both if (extra := kept_with(each, FORMAT)) and extra[0][0] == "record"), ())
    own = both[0].title if both else sound.title if sound is not None else None
    title = (own if number else None) or conversation.title or "Untitled conversation"
    record = (
        record_in(dict(kept)["record"])
        if kept
        else new_record(f"{conversation.id}{f'-{number + 1}' if number else ''}")
    )
    if text_in(record, "title").strip() != title and (conversation.title or not kept):
        put(record, "title", title)
    if conversation.held.date and date_in(record) != conversation.held.date:
        put_date(record, conversation.held.date)
    as_read = [value for name, value in kept if name == "index point"]
    index = [segment for segment in dossier.segments if sound is not None and segment.recording == sound.id]
    put_points(record, points(index, as_read) if index else as_read)
    if sound is not None and not text_in(record, "duration").strip():
        put(record, "duration", duration_of(sound))
    if not kept:
        _tell_people(record, both)
    _tell_labels(record, both)
    names, _ = _names(record)
    for transcript, suffix in ((main, ""), (other, "_alt")):
        if transcript is None:
            continue
        text, sync = print_interview(transcript, kept_with(transcript, FORMAT), names)
        put(record, f"transcript{suffix}", text)
        put(record, f"sync{suffix}", sync)
        if cues := print_cues(transcript):
            put(record, f"vtt_transcript{suffix}", cues)
        where = "transcript_alt_lang" if suffix else "language"
        if transcript.language and of_name(text_in(record, where)) != transcript.language:
            put(record, where, english_name(transcript.language))
    if other is not None and not kept:
        put(record, "translate", "1")
    return record


def _tell_people(record: Element, transcripts: Sequence[Transcript]) -> None:
    """Puts down who was asked and who asked, where the transcripts say it."""
    for role in PEOPLE:
        found = {
            label
            for each in transcripts
            for speaker in each.speakers
            if speaker.role == role
            for label in speaker.labels
        }
        for label in sorted(found):
            put(record, role, label, more=True)


def _tell_labels(record: Element, transcripts: Sequence[Transcript]) -> None:
    """Puts the labels into the notes where a reader could not tell them from the words, or several speak at once."""
    names, _ = _names(record)
    labels = [label for each in transcripts for label in voices(each).values() if label != NOBODY]
    several = any(1 < len(turn.speakers) for each in transcripts for turn in each.turns)
    if (several and not set(labels) <= set(names.labels)) or any(not is_label(label, names) for label in labels):
        notes = text_in(record, "user_notes").strip()
        before = _NOTED.sub("", notes)
        told = "\n".join(["Speakers:", *dict.fromkeys((*names.labels, *labels))])
        put(record, "user_notes", f"{before}\n\n{told}" if before else told)
