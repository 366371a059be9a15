"""The reading page: one conversation, its versions side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from ..actions import answers
from ..errors import NotFound, WrongUsage
from ..identifiers import split
from ..publish import addresses, pages, parts, words
from ..publish.sheet import Telling, lay_out, voices, why_apart
from ..times import format_clock
from .keeper import Keeper, wants_data
from .rows import statement

MOST_COLUMNS = 4


@get("/conversations/{name:str}", opt={"audience": "others"}, include_in_schema=False, sync_to_thread=True)
def reading_page(
    request: Request[Any, Any, Any], keeper: NamedDependency[Keeper], name: FromPath[str], versions: FromQuery[str] = ""
) -> Response[bytes] | Redirect:
    """One conversation. The id of a transcript or turn leads to its place on the page."""
    shown = keeper.show(name)
    if name.startswith("t") and not wants_data(request):
        transcript, local = split(name)
        wanted = (transcript,) if all(telling.id != transcript for telling in chosen(shown, ())) else ()
        return Redirect(
            addresses.conversation(shown.id, versions=wanted, turn=name if local else None), status_code=303
        )
    asked = tuple(part.strip() for part in versions.split(",") if part.strip())
    return keeper.answer(request, read(shown, asked))


def read(shown: answers.Shown, asked: Sequence[str] = ()) -> pages.ReadingPage:
    """Returns the reading page of a conversation; `asked` names the versions to show, none: the best two.

    Raises NotFound where a version is not one of this conversation, WrongUsage where there are more than four.
    """
    tellings = tuple(telling(shown, transcript) for transcript in shown.transcripts)
    picked = chosen(shown, asked)
    showing = tuple(tellings[shown.transcripts.index(transcript)] for transcript in picked)
    sheet = lay_out(showing)
    return pages.ReadingPage(
        title=shown.title or "Untitled conversation",
        id=shown.id,
        address=addresses.conversation(shown.id, versions=asked),
        genre=shown.genre or "",
        access=strictest(shown),
        terms=shown.terms,
        held=held(shown.held),
        published=words.day(shown.published),
        place=shown.place or "",
        languages=tuple(words.language(code) for code in shown.languages),
        voices=header_voices(shown, showing, paired=sheet.paired),
        versions=version_links(shown, tellings, picked),
        sheet=sheet,
        sources=tuple(source_line(source) for source in shown.sources),
        doubts=doubts(shown, picked),
        statements=tuple(statement(said) for said in shown.statements),
        recordings=tuple(recording(facts) for facts in shown.recordings),
        also=shown.also,
    )


def strictest(shown: answers.Shown) -> str:
    """Returns the access of the conversation, or that of a publication of it where only that is held back."""
    stated = (shown.access, *(source.access for source in shown.sources))
    return next((access for access in stated if access != "open"), "open")


def chosen(shown: answers.Shown, asked: Sequence[str]) -> tuple[answers.TranscriptShown, ...]:
    """Returns the versions to show: those asked for, else the first transcript and the first version that fits beside it."""
    known = {transcript.id: transcript for transcript in shown.transcripts}
    if asked:
        for name in asked:
            if name not in known:
                raise NotFound(f"“{name}” is no version of this conversation", near=tuple(known))
        if MOST_COLUMNS < len(set(asked)):
            raise WrongUsage(f"at most {MOST_COLUMNS} versions fit beside each other", hint="choose fewer")
        return tuple(known[name] for name in dict.fromkeys(asked))
    if not shown.transcripts:
        return ()
    order = [transcript for transcript in shown.transcripts if transcript.kind == "transcription"]
    first = (order or list(shown.transcripts))[0]
    others = [transcript for transcript in shown.transcripts if transcript is not first]
    beside = [
        transcript
        for transcript in others
        if transcript.language != first.language and not why_apart(telling(shown, first), telling(shown, transcript))
    ]
    second = beside or [transcript for transcript in others if transcript.kind == "translation"]
    return (first, second[0]) if second else (first,)


def telling(shown: answers.Shown, transcript: answers.TranscriptShown) -> Telling:
    """Returns a version as the sheet needs it."""
    by_turn: dict[int, tuple[str, ...]] = {}
    for doubt in transcript.doubts:
        if doubt.turn is not None:
            by_turn[doubt.turn] = (*by_turn.get(doubt.turn, ()), doubt.what)
    return Telling(
        id=transcript.id,
        heading=heading(shown, transcript),
        language=transcript.language,
        turns=transcript.turns,
        names=speaker_names(shown),
        doubts=by_turn,
        held_back={turn.number: turn.access for turn in transcript.turns if turn.access != "open"},
        revision=transcript.revision,
    )


def heading(shown: answers.Shown, transcript: answers.TranscriptShown) -> str:
    """Returns what stands over a version: "Translation · English · Harbour Post · revision 3"."""
    publisher = next((source.publisher for source in shown.sources if source.id == transcript.source), None)
    parts = [
        words.kind(transcript.kind),
        words.language(transcript.language),
        transcript.made_by or publisher or "",
        f"revision {transcript.revision}" if 1 < transcript.revision else "",
    ]
    return " · ".join(part for part in parts if part)


def speaker_names(shown: answers.Shown) -> dict[str, str]:
    """Returns what each speaker is called: the first label as printed, else the role, else the id."""
    return {
        speaker.id: (speaker.labels[0] if speaker.labels else speaker.role or speaker.id) for speaker in shown.speakers
    }


def header_voices(shown: answers.Shown, showing: Sequence[Telling], *, paired: bool) -> tuple[parts.Voice, ...]:
    """Returns the voices of the versions shown. Where versions share rows, one line names a voice in each of them."""
    by_id = {speaker.id: speaker for speaker in shown.speakers}
    colours: list[Mapping[str, int]] = [voices(version.turns) for version in showing]
    named: list[parts.Voice] = []
    for place, version in enumerate(showing):
        if paired and place:
            break
        for number, (speaker_id, colour) in enumerate(colours[place].items()):
            speaker = by_id.get(speaker_id)
            names = list(speaker.labels[1:]) if speaker else []
            if paired:
                for other, its_colours in zip(showing[1:], colours[1:], strict=True):
                    if number < len(its_colours):
                        names.append(other.names.get(list(its_colours)[number], ""))
            name = version.names.get(speaker_id, speaker_id)
            named.append(
                parts.Voice(
                    name=name,
                    colour=colour,
                    role=(speaker.role or "") if speaker and speaker.role != name else "",
                    relation=(speaker.relation or "") if speaker else "",
                    also=tuple(other for other in dict.fromkeys(names) if other and other != name),
                )
            )
    return tuple(named)


def version_links(
    shown: answers.Shown, tellings: Sequence[Telling], picked: Sequence[answers.TranscriptShown]
) -> tuple[parts.Link, ...]:
    """Returns a link a version: it takes the version in or out of what is shown."""
    standing = [transcript.id for transcript in picked]
    links = []
    for version in tellings:
        kept = [name for name in standing if name != version.id] if version.id in standing else [*standing, version.id]
        links.append(
            parts.Link(
                text=version.heading,
                address=addresses.conversation(shown.id, versions=(kept or [version.id])[-MOST_COLUMNS:]),
                chosen=version.id in standing,
                count=len(version.turns),
            )
        )
    return tuple(links)


def held(shown: answers.HeldShown) -> parts.Held:
    return parts.Held(
        words=words.day(shown.date) or "at a time not known", date=shown.date, certainty=shown.certainty, why=shown.why
    )


def source_line(source: answers.SourceShown) -> parts.SourceLine:
    """Returns a publication as one line."""
    where = source.url or source.path or "given without a name"
    return parts.SourceLine(
        id=source.id,
        address=addresses.source(source.id),
        name=source.publisher or source.title or where,
        where=where,
        published=words.day(source.published),
        captured=words.moment(source.captured),
        access=source.access,
    )


def doubts(shown: answers.Shown, picked: Sequence[answers.TranscriptShown]) -> tuple[parts.Doubt, ...]:
    """Returns what the readers were not sure of: of the versions shown, and of every publication."""
    found = []
    for transcript in picked:
        places = {turn.number: turn.id for turn in transcript.turns}
        for doubt in transcript.doubts:
            address = f"#{addresses.turn_anchor(places[doubt.turn])}" if doubt.turn in places else ""
            found.append(parts.Doubt(what=doubt.what, turn=doubt.turn if address else None, address=address))
    found.extend(parts.Doubt(what=what) for source in shown.sources for what in source.doubts)
    return tuple(dict.fromkeys(found))


def recording(facts: Mapping[str, Any]) -> parts.Fact:
    """Returns a recording's facts in a line."""
    duration = facts.get("duration")
    told = [
        format_clock(duration) if isinstance(duration, int) else "",
        words.count(facts["channels"], "channel") if isinstance(facts.get("channels"), int) else "",
        str(facts.get("codec") or ""),
    ]
    return parts.Fact(name=str(facts.get("id", "")), value=", ".join(part for part in told if part) or "no facts known")
