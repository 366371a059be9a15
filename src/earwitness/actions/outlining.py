"""`outline`: the page as it was captured, line by line, each with the turn that was read from it, or none."""

from __future__ import annotations

from collections import Counter

from ..formats.hinting import keep_to, page_text
from ..model import Source, Transcript
from .answers import Answer
from .desk import Desk
from .hinting import sentence
from .mending import HintShown, source_of, standing
from .rereading import looking, read_bytes, recorded


class OutlineLine(Answer, frozen=True, kw_only=True):
    """One line of a page, and what became of it."""

    number: int
    text: str
    turns: tuple[str, ...] = ()
    """The turns read from it, archive-wide; none where it was not taken."""
    furniture: bool = False
    """True where the reader never looks: menus, teasers, comments."""
    heading: bool = False


class OutlineVoice(Answer, frozen=True, kw_only=True):
    """A voice, its labels, and how many turns it has."""

    id: str
    transcript: str
    labels: tuple[str, ...]
    turns: int
    role: str = ""


class Outline(Answer, frozen=True, kw_only=True):
    """The answer of `mend` where nothing is said: how a page was read."""

    source: str
    title: str
    lines: tuple[OutlineLine, ...]
    voices: tuple[OutlineVoice, ...]
    hints: tuple[HintShown, ...]
    """What people said of how it is to be read, oldest first."""
    transcripts: tuple[str, ...]
    turns: int
    lost: tuple[str, ...] = ()
    """Turns that were read from no line that is shown."""
    standing: str = ""
    """What an act on it may expect."""


def outline(desk: Desk, name: str) -> Outline:
    """Returns how a source was read, as it stands. Raises NotFound for an unknown id, WrongUsage where it is no source's,
    BadInput where the bytes can no longer be read."""
    with looking(desk):
        catalog = desk.archive.catalog
        source, _ = source_of(desk, name)
        record = recorded(desk, source, Source)
        said = catalog.hints(record.digest, record.url)
        reading = read_bytes(desk, record)
        content = desk.archive.objects.read(record.digest)
        text = page_text(content, name=record.path or record.url or source, reading=reading)
        kept = keep_to(reading, text, [each.hint for each in said], digest=record.digest)
        transcripts = catalog.transcripts_from(source)
        taken: dict[int, list[str]] = {}
        lost: list[str] = []
        for transcript in transcripts:
            for turn, spans in zip(transcript.turns, text.places_of(transcript.turns), strict=True):
                if not spans:
                    lost.append(f"{transcript.id}.{turn.id}")
                for start, end in spans:
                    for line in range(text.line_at(start), text.line_at(end - 1) + 1):
                        taken.setdefault(line, []).append(f"{transcript.id}.{turn.id}")
        why = {hint.id: reason for hint, reason in kept.unfit}
        return Outline(
            source=source,
            title=record.title or record.url or record.path or source,
            lines=tuple(
                OutlineLine(
                    number=number + 1,
                    text=line_text,
                    turns=tuple(dict.fromkeys(taken.get(number, ()))),
                    furniture=number in text.furniture,
                    heading=text.lines[number].kind == "heading",
                )
                for number, line_text in enumerate(text.texts)
            ),
            voices=tuple(voice for transcript in transcripts for voice in voices(transcript)),
            hints=tuple(
                HintShown(
                    id=each.hint.id, kind=each.hint.kind, what=sentence(each.hint), agent=each.agent, time=each.time,
                    act=each.act, reason=each.reason, unfit=why.get(each.hint.id, ""),
                )
                for each in said
            ),
            transcripts=tuple(transcript.id for transcript in transcripts),
            turns=sum(len(transcript.turns) for transcript in transcripts),
            lost=tuple(lost),
            standing=standing(desk, source),
        )  # fmt: skip


def voices(transcript: Transcript) -> list[OutlineVoice]:
    """Returns the voices of a transcript, in order of first speaking, with how many turns each has."""
    counts = Counter(id for turn in transcript.turns for id in turn.speakers)
    return [
        OutlineVoice(
            id=speaker.id,
            transcript=transcript.id,
            labels=speaker.labels,
            turns=counts[speaker.id],
            role=speaker.role or "",
        )
        for speaker in transcript.speakers
    ]
