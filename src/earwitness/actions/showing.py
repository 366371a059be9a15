"""`show`: one conversation whole, or one source with its custody."""

from __future__ import annotations

from collections.abc import Mapping

from ..errors import WrongUsage
from ..identifiers import split, within
from ..model import Access, Recording, Source, Speaker, Terms, Transcript, Turn
from . import finding
from .answers import (
    CustodyEvent,
    DoubtShown,
    HeldShown,
    MarkShown,
    Shown,
    SourceDetail,
    SourceShown,
    SpeakerShown,
    StatementShown,
    TranscriptShown,
    TurnShown,
)
from .describing import in_words
from .desk import Desk, object_place
from .listing import listed
from .media import RecordingShown
from .placing import placed
from .progress import CheckShown, Progress
from .vouchers import Vouched, ledger


def show(desk: Desk, id: str, *, revision: int | None = None) -> Shown:
    """Returns the conversation that the id names or belongs to (a transcript's, a turn's, a source's of one conversation).

    `revision` shows a transcript as it was, and needs a transcript's id. Raises NotFound with ids that look like it.
    """
    with desk.archive.catalog.snapshot() as catalog:
        conversation = finding.conversation_of(desk, id)
        standing = catalog.conversation(conversation)
        transcripts = list(catalog.tellings_of(conversation))
        if revision is not None:
            if finding.noun(desk, id) != "transcript":
                raise WrongUsage("a revision is a transcript's", hint="give the transcript's id: earwitness show t…")
            transcripts = [
                catalog.transcript(id, revision) if transcript.id == split(id)[0] else transcript
                for transcript in transcripts
            ]
        facts = standing.conversation
        places = [*standing.members, *(transcript.id for transcript in transcripts)]
        written = placed(desk, catalog.annotations(places), transcripts, dict.fromkeys(places, standing.id))
        known = ledger(desk, transcripts)
        return Shown(
            id=standing.id,
            title=facts.title,
            genre=facts.genre,
            access=str(facts.access),
            held=HeldShown(date=facts.held.date, certainty=facts.held.certainty, why=facts.held.why),
            published=standing.published,
            languages=standing.languages,
            speakers=tuple(
                shown_speaker(transcript, speaker) for transcript in transcripts for speaker in transcript.speakers
            ),
            sources=tuple(shown_source(source) for source in finding.publications(desk, conversation)),
            recordings=tuple(
                shown_recording(recording, catalog.source(recording.source))
                for recording in catalog.recordings_of(conversation)
            ),
            transcripts=tuple(shown_transcript(transcript, known) for transcript in transcripts),
            place=facts.place,
            terms=shown_terms(facts.terms),
            also=tuple(member for member in standing.members if member != standing.id),
            statements=statements(desk, conversation),
            notes=written.notes,
            codings=written.codings,
            cautions=written.cautions,
        )


def statements(desk: Desk, subject: str) -> tuple[StatementShown, ...]:
    """Returns what stands of each field that somebody stated, in words, with where it is from."""
    return tuple(
        StatementShown(
            field=stated.field,
            value=in_words(stated.field, stated.value),
            origin=stated.origin,
            agent=stated.agent,
            time=stated.time,
            act=stated.act,
        )
        for stated in desk.archive.catalog.statements(subject)
    )


def shown_terms(terms: Terms) -> str:
    forbidden = f"forbids {', '.join(terms.forbids)}" if terms.forbids else ""
    return "; ".join(part for part in (terms.text, forbidden) if part)


def _access(access: Access | None) -> str:
    return str(access) if access is not None else "open"


def shown_speaker(transcript: Transcript, speaker: Speaker) -> SpeakerShown:
    return SpeakerShown(
        id=within(transcript.id, speaker.id),
        labels=speaker.labels,
        role=speaker.role,
        transcript=transcript.id,
        relation=speaker.relation,
        access=_access(speaker.access),
    )


def shown_source(source: Source) -> SourceShown:
    return SourceShown(
        id=source.id,
        url=source.url,
        path=source.path,
        sha256=source.digest,
        size=source.size,
        media_type=source.media_type,
        publisher=source.publisher,
        published=source.published,
        captured=source.capture.time,
        title=source.title,
        supplier=source.supplier,
        format=source.format,
        terms=shown_terms(source.terms),
        access=str(source.access),
        doubts=source.doubts,
    )


def shown_recording(recording: Recording, source: Source) -> RecordingShown:
    place = (source.path or source.url or "").replace("\\", "/").rstrip("/").rpartition("/")[2]
    return RecordingShown(
        id=recording.id,
        source=recording.source,
        duration=recording.duration,
        channels=recording.channels,
        sample_rate=recording.sample_rate,
        codec=recording.codec,
        container=recording.container,
        bit_rate=recording.bit_rate,
        layout=recording.layout,
        video=recording.video,
        title=recording.title,
        name=recording.title or place.strip("-") or recording.id,
        parties=recording.parties,
        whole=recording.whole,
        offset=recording.offset,
        access=str(recording.access),
        doubts=recording.doubts,
    )


def shown_transcript(transcript: Transcript, known: Mapping[str, Vouched] | None = None) -> TranscriptShown:
    told = known or {}
    own = [each for turn in transcript.turns if (each := told.get(within(transcript.id, turn.id))) is not None]
    return TranscriptShown(
        id=transcript.id,
        kind=transcript.kind,
        language=transcript.language,
        revision=transcript.revision,
        source=transcript.source,
        format=transcript.format,
        made_by=transcript.made_by,
        doubts=tuple(DoubtShown(turn=doubt.turn, what=doubt.what) for doubt in transcript.doubts),
        turns=tuple(
            shown_turn(transcript, turn, told.get(within(transcript.id, turn.id))) for turn in transcript.turns
        ),
        title=transcript.title,
        blind=transcript.blind,
        made_from=transcript.made_from,
        progress=Progress(
            turns=len(transcript.turns),
            checked=sum(not each.outdated for each in own),
            heard=sum(each.heard and not each.outdated for each in own),
            outdated=sum(each.outdated for each in own),
        ),
    )


def shown_turn(transcript: Transcript, turn: Turn, vouched: Vouched | None = None) -> TurnShown:
    return TurnShown(
        id=within(transcript.id, turn.id),
        number=turn.number,
        speakers=tuple(within(transcript.id, speaker) for speaker in turn.speakers),
        text=turn.text,
        raw=turn.raw,
        start=turn.start,
        end=turn.end,
        language=turn.language or transcript.language,
        marks=tuple(MarkShown(type=mark.type, start=mark.start, end=mark.end, words=mark.words) for mark in turn.marks),
        printed=turn.printed,
        inferred=turn.inferred,
        access=_access(turn.access),
        checked=CheckShown(
            agent=vouched.agent, time=vouched.time, act=vouched.act, revision=vouched.revision, heard=vouched.heard,
            whole=vouched.whole, outdated=vouched.outdated,
        )
        if vouched is not None
        else None,
    )  # fmt: skip


def show_source(desk: Desk, id: str) -> SourceDetail:
    """Returns where a source comes from: its capture item by item, its custody, its conversations, and how to check it."""
    catalog = desk.archive.catalog
    source = catalog.source(id)
    place = object_place(source.digest)
    return SourceDetail(
        source=shown_source(source),
        capture=capture(source),
        custody=custody(desk, source),
        conversations=tuple(
            listed(desk, catalog.conversation(conversation))
            for conversation in finding.conversations_of_source(desk, id)
        ),
        same_bytes=tuple(same.id for same in catalog.sources_of_digest(source.digest) if same.id != id),
        object=place,
        checks=(
            f"sha256sum {place}    # must print {source.digest}",
            f"wc -c {place}    # must print {source.size}",
            "sh verify.sh    # every object and the whole chain of acts",
        ),
        statements=statements(desk, id),
    )


def capture(source: Source) -> tuple[tuple[str, str], ...]:
    """Returns every item a source should hold; one that is not known says so, and why."""
    taken = source.capture
    web = taken.method == "web"
    not_web = "does not apply: it came from a file" if not web else "unknown: the answer did not say"
    said = "unknown: neither the page nor the person who added it said"
    rows = [
        ("Address", source.url or ("unknown: it came from a file" if not web else "")),
        ("Path", source.path or "does not apply: it came from the web"),
        ("Asked for", taken.requested or not_web),
        ("Published", f"{source.published} (from: {source.published_from})" if source.published else said),
        ("Publisher", source.publisher or said),
        ("Publisher's interest", "unknown: nobody has described it"),
        ("Supplied by", source.supplier or "unknown: the person who added it did not say"),
        ("Collected", f"{taken.time} (UTC, by this machine's clock)"),
        ("Collected by", taken.collector),
        ("Machine", taken.machine),
        ("Tool", taken.tool),
        ("Settings", "; ".join(f"{name} {value}" for name, value in taken.settings) or "none"),
        ("File's own time", f"{taken.modified} (a hint, not a proof)" if taken.modified else not_web if web else
         "unknown: the file did not carry one"),
        ("Answer", f"HTTP {taken.status} from {taken.address}" if taken.status else not_web),
        ("Headers", "\n".join(f"{name}: {value}" for name, value in taken.headers) or not_web),
        ("Full capture", f"WARC, object {taken.warc}" if taken.warc else not_web),
        ("Size", f"{source.size} bytes"),
        ("SHA-256", source.digest),
        ("Kind of file", f"{source.media_type}, character set {source.charset or 'unknown'}"),
        ("Read by", source.reader or "unknown: nothing could read it"),
        ("Terms", shown_terms(source.terms) or "unknown: none were stated"),
        ("Access", str(source.access)),
    ]  # fmt: skip
    return tuple(rows) + tuple((f"Also said: {name}", value) for name, value in source.extra)


_EVENTS = {
    "add": ("ingestion", "taken in, unchanged, and read"),
    "describe": ("metadata modification", "described by a person"),
    "reread": ("modification", "read again; the bytes stay as captured"),
    "correct": ("modification", "what it says was corrected; the bytes stay as captured"),
    "speaker": ("modification", "who speaks was said; the bytes stay as captured"),
    "undo": ("modification", "an act on it was taken back"),
    "erase": ("deletion", "removed for good"),
}


def custody(desk: Desk, source: Source) -> tuple[CustodyEvent, ...]:
    """Returns what happened to the source, oldest first, in PREMIS words: capture, ingestion, modification…"""
    taken = source.capture
    method = {"web": "fetched from the web", "stdin": "given on standard input"}.get(taken.method, "read from a disk")
    events = [CustodyEvent(event="capture", time=taken.time, agent=taken.collector, detail=method)]
    for act in desk.archive.catalog.acts(subject=source.id):
        event, detail = _EVENTS.get(act.verb, ("event", act.verb))
        if not act.effective:
            detail += " (undone since)"
        events.append(CustodyEvent(event=event, time=act.time, agent=act.agent, detail=detail, act=act.id))
    return tuple(events)
