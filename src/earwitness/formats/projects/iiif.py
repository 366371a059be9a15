"""IIIF Presentation 3 manifests: a canvas with a length for each conversation, and every turn an annotation on its time.

A turn is a `TextualBody` with the motivation `supplementing` on `canvas#t=12.5,14`; its speakers are the annotation's label
(a language map: several speak at once). An annotation page is a telling. What else a manifest says (its metadata, the sound
that is painted, further annotations) is kept and written back. Works without sound: the canvas lasts as long as the talk.

After the IIIF Presentation API 3.0 and the Web Annotation Data Model. Presentation 2 is another format and is not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from ...errors import MalformedText
from ...model import TRANSCRIPT_KINDS, Conversation, Dossier, Held, Reading, Recording, Transcript, TranscriptKind, Turn
from ...version import __version__
from ..casting import Casting
from ..indexes.ranges import painted, structure
from ..print import KINDS
from ..readings import Faults, reading, telling
from ..signs import voices, with_signs
from .annotations import Annotated, annotated, annotation_of, seconds
from .kept import as_it_stood, decoded, first_of, kept_on, kept_with
from .language_maps import language_map, values_of

FORMAT = "iiif"
READER = f"iiif {__version__}"
MEDIA_TYPE = 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"'
CONTEXT = "http://iiif.io/api/presentation/3/context.json"
HOME = "https://earwitness.invalid/iiif"
"""Where ids begin: IIIF wants web addresses, and no host is known here. `.invalid` leads nowhere (RFC 2606)."""
LEAST = 1000
"""Milliseconds that a canvas lasts on which no turn has a time: one must last."""


def detects(head: bytes, name: str) -> float:
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return 0.0
    return 1.0 if b"iiif.io/api/presentation/3/" in head and b"Manifest" in head else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns a conversation for each canvas with annotations of words, a transcript for each annotation page."""
    try:
        manifest = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MalformedText(name, None, f"no JSON that can be read: {error}") from error
    if not isinstance(manifest, dict) or manifest.get("type") != "Manifest":
        raise MalformedText(
            name, None, "no manifest of IIIF Presentation 3", hint="is it a collection? Add its manifests"
        )
    faults = Faults()
    conversations: list[Conversation] = []
    transcripts: list[Transcript] = []
    title = " ".join(values_of(manifest.get("label")))
    canvases = _objects(manifest.get("items"))
    for canvas in canvases:
        local = f"c{len(conversations) + 1}"
        pages = [*_objects(canvas.get("annotations")), *_objects(canvas.get("items"))]
        found = [
            telling_
            for number, page in enumerate(pages, 1)
            if (telling_ := _page(page, canvas, local, f"t{len(transcripts) + number}", faults)) is not None
        ]
        if not found:
            continue
        found = [
            msgspec.structs.replace(each, id=f"t{len(transcripts) + number}") for number, each in enumerate(found, 1)
        ]
        of_manifest = () if transcripts else _kept("manifest", manifest, ("items",))
        rest = (*of_manifest, *_kept("canvas", canvas, ("annotations",)), *_others(pages, canvas))
        found[0] = msgspec.structs.replace(found[0], extra=(*found[0].extra, *rest))
        own = " ".join(values_of(canvas.get("label")))
        conversations.append(_conversation(local, own or (title if len(canvases) == 1 else ""), canvas))
        transcripts += found
    return reading(
        transcripts, format=FORMAT, media_type="application/ld+json", reader=READER, title=title or None,
        conversations=conversations or None, doubts=[doubt.what for doubt in faults.doubts],
    )  # fmt: skip


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns a manifest: a canvas for each conversation, an annotation page for each transcript."""
    one = dossiers[0].conversation if len(dossiers) == 1 else None
    title = one.title or "Untitled conversation" if one is not None else f"{len(dossiers)} conversations"
    head = next((kept for dossier in dossiers if (kept := _of_dossier(dossier, "manifest"))), {})
    if one is not None and head:
        head = head | _titled(head, one.title, also=_of_dossier(dossiers[0], "canvas"))
    manifest = head or {
        "@context": CONTEXT, "id": f"{HOME}/{one.id if one is not None else 'conversations'}/manifest",
        "type": "Manifest", "label": language_map("none", title),
    }  # fmt: skip
    manifest["items"] = [canvas for dossier in dossiers for canvas in _canvases(dossier, alone=one is not None)]
    structures = [range_ for dossier in dossiers for range_ in _ranges(dossier, manifest["items"])]
    if structures:
        ours = {range_["id"] for range_ in structures}
        before = [each for each in _objects(manifest.get("structures")) if each.get("id") not in ours]
        manifest["structures"] = [*before, *structures]
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def _canvases(dossier: Dossier, *, alone: bool) -> Iterator[dict[str, Any]]:
    """Yields a canvas for each recording, with what was heard on it; the first has all else. One where there is no sound."""
    first, *further = dossier.recordings or (None,)
    apart = {sound.id for sound in further if sound is not None}
    own = tuple(each for each in dossier.transcripts if each.heard_on not in apart)
    yield _canvas(msgspec.structs.replace(dossier, transcripts=own), first, alone=alone)
    for sound in further:
        if sound is not None:
            heard = tuple(each for each in dossier.transcripts if each.heard_on == sound.id)
            yield _canvas(msgspec.structs.replace(dossier, transcripts=heard), sound, alone=False, further=sound.id)


def _ranges(dossier: Dossier, canvases: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yields the table of contents of each recording that has one."""
    base = f"{HOME}/{dossier.conversation.id}"
    homes = {str(canvas.get("id", "")) for canvas in canvases}
    for number, sound in enumerate(dossier.recordings):
        index = [segment for segment in dossier.segments if segment.recording == sound.id]
        canvas = f"{base}/canvas/{sound.id}" if number else _of_dossier(dossier, "canvas").get("id", f"{base}/canvas")
        if index and canvas in homes:
            yield structure(base, str(canvas), sound, index)


def _canvas(dossier: Dossier, sound: Recording | None, *, alone: bool, further: str = "") -> dict[str, Any]:
    conversation = dossier.conversation
    base = f"{HOME}/{conversation.id}"
    canvas = _of_dossier(dossier, "canvas")
    if canvas:
        canvas |= _titled(canvas, conversation.title, also=_of_dossier(dossier, "manifest") if alone else {})
    else:
        label = language_map("none", conversation.title or "Untitled conversation")
        canvas = {"id": f"{base}/canvas/{further}".rstrip("/"), "type": "Canvas", "label": label}
        facts = {"Took place": conversation.held.date, "Place": conversation.place}
        metadata = [_entry(name, value) for name, value in facts.items() if value]
        canvas |= {"metadata": metadata} if metadata else {}
    ends = [turn.end if turn.end is not None else turn.start for each in dossier.transcripts for turn in each.turns]
    last = seconds(max((end for end in ends if end is not None), default=0) or LEAST)
    lasts = canvas.get("duration")
    still = isinstance(lasts, int | float) and (last <= lasts or all(end is None for end in ends))
    canvas["duration"] = lasts if still else last
    canvas.setdefault("items", [])
    id = str(canvas.setdefault("id", f"{base}/canvas"))
    if sound is not None:
        # A turn's time may lie past the end of the sound where somebody mistyped it: the canvas must hold both.
        canvas["duration"] = max(canvas["duration"] if lasts is not None or any(ends) else 0, seconds(sound.duration))
        media_type = next((source.media_type for source in dossier.sources if source.id == sound.source), "")
        canvas["items"] = canvas["items"] or painted(f"{base}/recordings/{sound.id}", id, sound, media_type)
    pages = [_written(transcript, base, id) for transcript in dossier.transcripts]
    others = [decoded(value) for name, value in _extras(dossier) if name == "annotations"]
    canvas["annotations"] = [*pages, *others]
    return canvas


def _written(transcript: Transcript, base: str, canvas: str) -> dict[str, Any]:
    names = voices(transcript)
    here = f"{base}/{transcript.id}"
    extra = kept_with(transcript, FORMAT)
    page = first_of(extra, "page")
    if not page:
        page = {"id": here, "type": "AnnotationPage", "label": language_map("en", KINDS[transcript.kind])}
        if transcript.title:
            page["label"]["none"] = [transcript.title]
        if transcript.made_by:
            page["metadata"] = [_entry("Made by", transcript.made_by)]
    page["items"] = [
        annotation_of(
            turn, with_signs(turn), [names.get(speaker, speaker) for speaker in turn.speakers],
            kept_on(turn, transcript, FORMAT), id=f"{here}/{turn.id}", canvas=canvas,
            language=turn.language or transcript.language,
        )
        for turn in transcript.turns
    ]  # fmt: skip
    page["items"] += [decoded(value) for name, value in extra if name == "remark"]
    return page


def _extras(dossier: Dossier) -> list[tuple[str, str]]:
    return [pair for transcript in dossier.transcripts for pair in kept_with(transcript, FORMAT)]


def _of_dossier(dossier: Dossier, name: str) -> dict[str, Any]:
    return first_of(tuple(_extras(dossier)), name)


def _titled(thing: dict[str, Any], title: str, *, also: dict[str, Any]) -> dict[str, Any]:
    """Returns the label anew where the conversation has another title now than the file gave it."""
    labels = [" ".join(values_of(each.get("label"))) for each in (thing, also)]
    return (
        {}
        if title in labels or (not title and "Untitled conversation" in labels)
        else {"label": language_map("none", title)}
    )


def _page(page: dict[str, Any], canvas: dict[str, Any], local: str, id: str, faults: Faults) -> Transcript | None:
    """Returns the telling that an annotation page is; None where it has no annotation of words."""
    where = str(page.get("id", ""))
    if "items" not in page:
        if where:
            faults.add(f"the annotations of {where} are elsewhere, not in this file")
        return None
    found: list[Annotated] = []
    remarks: list[tuple[str, str]] = []
    for item in _objects(page["items"]):
        each = annotated(item, faults)
        if each is None:
            remarks.append(("remark", as_it_stood(item)))
        else:
            found.append(each)
    if not found:
        return None
    languages = [each.language for each in found if each.language is not None]
    language = max(sorted(set(languages)), key=languages.count) if len(languages) == len(found) else None
    casting = Casting()
    turns = [_turn(number, each, casting, language) for number, each in enumerate(found, 1)]
    labels = values_of(page.get("label"))
    kinds = (kind for kind in TRANSCRIPT_KINDS if KINDS[kind] in labels)
    kind: TranscriptKind = next(kinds, "transcription")
    titles = [label for label in labels if label != KINDS[kind]]
    return telling(
        turns, casting.speakers, format=FORMAT, reader=READER, kind=kind, local=id, conversation=local,
        title=" ".join(titles) or None, language=language, made_by=_fact(page, "Made by"),
        extra=(*_kept("page", page, ("items",)), *remarks),
    )  # fmt: skip


def _turn(number: int, each: Annotated, casting: Casting, language: str | None) -> Turn:
    return Turn(
        id=str(number), number=number, speakers=casting.voices(each.speakers), text=each.text, raw=each.raw,
        start=each.start, end=each.end, printed=each.printed, extra=each.extra,
        language=each.language if each.language != language else None,
    )  # fmt: skip


def _conversation(local: str, title: str, canvas: dict[str, Any]) -> Conversation:
    date, place = _fact(canvas, "Took place"), _fact(canvas, "Place")
    held = Held(date=date, certainty="stated", why="stated in the manifest") if date else Held()
    return Conversation(id=local, title="" if title == "Untitled conversation" else title, held=held, place=place)


def _others(pages: list[dict[str, Any]], canvas: dict[str, Any]) -> list[tuple[str, str]]:
    """Returns the annotation pages that are no telling, to be written back; those of `items` stay with the canvas."""
    painted = [id(page) for page in _objects(canvas.get("items"))]
    return [
        ("annotations", as_it_stood(page))
        for page in pages
        if id(page) not in painted
        and not any(annotated(item, None) is not None for item in _objects(page.get("items")))
    ]


def _kept(name: str, thing: dict[str, Any], without: Sequence[str]) -> tuple[tuple[str, str], ...]:
    rest = {key: value for key, value in thing.items() if key not in without}
    return ((name, as_it_stood(rest)),) if rest else ()


def _fact(thing: dict[str, Any], label: str) -> str | None:
    for entry in _objects(thing.get("metadata")):
        if label in values_of(entry.get("label")):
            return " ".join(values_of(entry.get("value"))) or None
    return None


def _entry(label: str, value: str) -> dict[str, Any]:
    return {"label": language_map("en", label), "value": language_map("none", value)}


def _objects(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
