"""A conversation as a printed play: who, where from, then turn by turn with its signs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..times import format_clock, format_exact
from .terminal import clean, count, format_size, one_line, paint

if TYPE_CHECKING:
    from ..actions.answers import MarkShown, Shown, SourceShown, SpeakerShown, TranscriptShown, TurnShown
    from ..actions.media import RecordingShown

Voices = dict[str, "SpeakerShown"]


def play(shown: Shown, *, width: int | None = None, only: str | None = None) -> Iterator[str]:
    """Yields the lines of a conversation; `only` is a transcript or a turn to which the reading keeps."""
    yield from _head(shown)
    voices = {speaker.id: speaker for speaker in shown.speakers}
    wanted, _, local = (only or "").partition(".")
    for transcript in shown.transcripts:
        if wanted.startswith("t") and transcript.id != wanted:
            continue
        yield ""
        yield from _telling(transcript, voices, width=width, turn=only if local else None)


def _head(shown: Shown) -> Iterator[str]:
    yield f"{paint(one_line(shown.title) or '(no title)', bold=True)}  {paint(shown.id, dim=True)}"
    facts = [shown.genre or "conversation", _took_place(shown)]
    if shown.place:
        facts.append(one_line(shown.place))
    if shown.published:
        facts.append(f"first published {shown.published}")
    facts.append(f"access: {shown.access}")
    yield " · ".join(facts)
    if shown.terms:
        yield f"terms: {one_line(shown.terms)}"
    if shown.also:
        yield f"also known as {', '.join(shown.also)}"
    cast = _cast(shown.speakers)
    if cast:
        yield ""
        yield paint("who speaks", dim=True)
        yield from (f"  {line}" for line in cast)
    if shown.sources:
        yield ""
        yield paint("where this comes from", dim=True)
        for source in shown.sources:
            yield f"  {_source(source)}"
    if shown.recordings:
        yield ""
        yield paint("its sound", dim=True)
        for recording in shown.recordings:
            yield f"  {_recording(recording)}"


def _recording(recording: RecordingShown) -> str:
    parts = [recording.id]
    if recording.title:
        parts.append(one_line(recording.title))
    parts.append(format_clock(recording.duration))
    channels = count(recording.channels, "channel")
    parts.append(channels + (f" ({', '.join(map(one_line, recording.parties))})" if recording.parties else ""))
    parts.append(f"{one_line(recording.codec)}, {recording.sample_rate:,} Hz")
    if recording.whole:
        at = f" at {format_exact(recording.offset)}" if recording.offset is not None else ""
        parts.append(f"a clip of {recording.whole}{at}")
    parts.extend(one_line(doubt) for doubt in recording.doubts)
    if recording.access != "open":
        parts.append(recording.access)
    return " · ".join(parts)


def _took_place(shown: Shown) -> str:
    held = shown.held
    if held.date is None:
        return "when it took place is unknown"
    why = f": {one_line(held.why)}" if held.why else ""
    return f"took place {held.date} ({held.certainty}{why})"


def _cast(speakers: tuple[SpeakerShown, ...]) -> list[str]:
    """The same voice in several tellings is told once for each way it is labelled."""
    lines: dict[str, None] = {}
    for speaker in speakers:
        about = ", ".join(
            one_line(word) for word in (speaker.role, speaker.relation) if word and word not in speaker.labels
        )
        held_back = f" [{speaker.access}]" if speaker.access != "open" else ""
        lines[_name(speaker) + (f": {about}" if about else "") + held_back] = None
    return list(lines)


def _source(source: SourceShown) -> str:
    parts = [source.id, one_line(source.publisher or "publisher unknown")]
    if source.published:
        parts.append(source.published)
    parts.append(one_line(source.url or source.path or "standard input"))
    parts.append(format_size(source.size))
    if source.access != "open":
        parts.append(f"access: {source.access}")
    return " · ".join(parts)


def _telling(transcript: TranscriptShown, voices: Voices, *, width: int | None, turn: str | None) -> Iterator[str]:
    about = [transcript.kind, transcript.language or "language unknown", f"revision {transcript.revision}"]
    if transcript.made_by:
        about.append(f"by {one_line(transcript.made_by)}")
    about.append(count(len(transcript.turns), "turn"))
    title = f"{one_line(transcript.title)} · " if transcript.title else ""
    yield paint(f"{title}{', '.join(about)}  {transcript.id}", bold=True)
    doubts: dict[int | None, list[str]] = {}
    for doubt in transcript.doubts:
        doubts.setdefault(doubt.turn, []).append(one_line(doubt.what))
    yield from (f"  doubt: {what}" for what in doubts.get(None, ()))
    if not transcript.turns:
        return
    yield ""
    labels = [_labels(shown, voices) for shown in transcript.turns]
    clocks = [_clock(shown) for shown in transcript.turns]
    number = len(str(transcript.turns[-1].number))
    clock = max(len(text) for text in clocks)
    label = min(20, max(len(text) for text in labels))
    for shown, name, when in zip(transcript.turns, labels, clocks, strict=True):
        if turn is not None and abs(shown.number - _number(transcript, turn)) > 2:
            continue
        pointer = ">" if turn == shown.id else " "
        margin = f"{pointer}{shown.number:>{number}}  " + (f"{when:>{clock}}  " if clock else "")
        held_back = f"[{shown.access}] " if shown.access != "open" else ""
        yield from _speech(margin, name.ljust(label), held_back + with_signs(shown.text, shown.marks), width)
        yield from (" " * len(margin) + f"doubt: {what}" for what in doubts.get(shown.number, ()))


def _speech(margin: str, label: str, text: str, width: int | None) -> Iterator[str]:
    indent = " " * (len(margin) + len(label) + 2)
    name = paint(label, bold=True)
    paragraphs = clean(text).split("\n")
    if width is not None and len(indent) + 20 < width:
        paragraphs = [
            line
            for paragraph in paragraphs
            for line in textwrap.wrap(paragraph, width - len(indent), break_on_hyphens=False) or [""]
        ]
    yield f"{paint(margin, dim=True)}{name}  {paragraphs[0]}".rstrip()
    yield from (f"{indent}{line}".rstrip() for line in paragraphs[1:])


def with_signs(text: str, marks: tuple[MarkShown, ...]) -> str:
    """Returns the text with each mark as a sign that a reader of plays knows.

    `[…]` a gap, `(laughs)` a sound or an event, `[word]` supplied, `word [= gloss]`, `word[?]` unclear. What is masked
    or quoted stays as it is printed.
    """
    inserts: list[tuple[int, int, str]] = []
    for order, mark in enumerate(marks):
        empty = mark.start == mark.end
        if mark.type == "gap":
            inserts.append((mark.end, order, f"[{mark.words or '…'}]"))
        elif mark.type in ("vocal", "incident", "pause"):
            inserts.append((mark.end, order, f"({mark.words or mark.type})"))
        elif mark.type == "gloss":
            inserts.append((mark.end, order, f"[= {mark.words}]" if mark.words else ""))
        elif mark.type == "supplied" and empty:
            inserts.append((mark.end, order, f"[{mark.words}]"))
        elif mark.type == "supplied":
            inserts += [(mark.start, order, "["), (mark.end, -1 - order, "]")]
        elif mark.type == "unclear":
            inserts.append((mark.end, order, f"[{mark.words}?]" if empty else "[?]"))
    pieces: list[str] = []
    at = 0
    for place, _, sign in sorted(inserts):
        pieces.append(text[at:place])
        at = place
        before = next((piece[-1] for piece in reversed(pieces) if piece), "")
        pieces.append(_spaced(sign, before=before, after=text[place : place + 1]))
    return "".join([*pieces, text[at:]])


def _spaced(sign: str, *, before: str, after: str) -> str:
    """A sign that stands for words of its own gets room from the letters beside it; one that hangs on a word does not."""
    if len(sign) < 2 or sign == "[?]":
        return sign
    left = " " if before and not before.isspace() else ""
    right = " " if after and not after.isspace() and after not in ".,;:!?…)]»”" else ""
    return f"{left}{sign}{right}"


def _name(speaker: SpeakerShown) -> str:
    return " / ".join(one_line(label) for label in speaker.labels) or f"({speaker.id.partition('.')[2]})"


def _labels(turn: TurnShown, voices: Voices) -> str:
    names = []
    for speaker in turn.speakers:
        voice = voices.get(speaker)
        label = one_line(voice.labels[0]) if voice and voice.labels else f"({speaker.partition('.')[2] or speaker})"
        names.append(label + ("?" if turn.inferred else ""))
    return ", ".join(names) or "—"


def _clock(turn: TurnShown) -> str:
    return format_clock(turn.start) if turn.start is not None else one_line(turn.printed or "")


def _number(transcript: TranscriptShown, turn: str) -> int:
    return next((shown.number for shown in transcript.turns if shown.id == turn), 0)
