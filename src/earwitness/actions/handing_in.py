"""Handing in: what a person wrote by ear, or translated, becomes a transcript of the conversation, as one act."""

from __future__ import annotations

from msgspec.structs import replace

from ..archive.drafts import Drafts
from ..errors import BadInput, Conflict
from ..formats.signed import read_back
from ..identifiers import new_id
from ..language.detect import detect_transcript
from ..model import Draft, DraftTurn, Match, Note, Record, Speaker, Transcript, Turn, quotes
from . import hearings
from .desk import TOOL, Desk, writing
from .outcomes import Done

SECOND = "second rendering"
"""Under which name a turn keeps the rendering that was not put first."""
VERB = "write"


def hand_in(desk: Desk, id: str, *, agent: str, reason: str = "", version: int | None = None) -> Done:
    """Hands a draft in: it becomes a transcript of its conversation, and the draft is gone, for the act has it.

    `version` is the one that was looked at. Turns without a word are left out; notes become notes on their turns, second
    renderings stay with them. Raises NotFound, Conflict where somebody saved it since, BadInput where nothing is written.
    """
    draft = hearings.draft(desk, id)
    if version is not None and version != draft.version:
        raise Conflict(
            f"this draft was saved since: it is at version {draft.version}", expected=str(version),
            found=str(draft.version),
        )  # fmt: skip
    written = [turn for turn in draft.turns if turn.text.strip()]
    if not written:
        raise BadInput("nothing is written yet", hint="write a turn, then hand it in")
    transcript, made_from = transcript_of(desk, draft, written), draft.recording or draft.original
    notes = _notes(transcript, {turn.id: turn for turn in transcript.turns}, written)
    records: list[Record] = [transcript, *notes, *_matches(draft, transcript, written)]
    with writing(desk) as pen:
        subjects = [transcript.id, draft.conversation, *([made_from] if made_from else ())]
        settings = "blind" if draft.blind else f"others opened {', '.join(draft.opened)}" if draft.opened else ""
        act, line = pen.act(VERB, records, agent=agent, subjects=subjects, reason=reason, settings=settings)
    Drafts(desk.path).remove(id)
    what = "translation" if draft.kind == "translation" else "transcript"
    blind = ", written without seeing the others" if draft.blind else ""
    told = f"{what} {transcript.id}, {len(written)} turns{blind}"
    return Done(act=act.id, sequence=line.sequence, verb=VERB, subjects=tuple(subjects), messages=(told,))


def transcript_of(desk: Desk, draft: Draft, written: list[DraftTurn]) -> Transcript:
    """Returns the transcript that a draft comes to; signs that were typed are marks, a label names one voice."""
    labels = list(dict.fromkeys(turn.speaker.strip() for turn in written if turn.speaker.strip()))
    voices = {label: f"p{number}" for number, label in enumerate(labels, 1)}
    turns = tuple(_turn(number, turn, voices) for number, turn in enumerate(written, 1))
    language, each = detect_transcript([turn.text for turn in turns], declared=draft.language)
    if draft.language is not None:
        language = draft.language
    return Transcript(
        id=new_id("transcript"), conversation=draft.conversation, kind=draft.kind, language=language, format="",
        title=draft.title or None, made_by=draft.agent,
        made_from=draft.original if draft.kind == "translation" else draft.recording,
        speakers=tuple(Speaker(id=local, labels=(label,)) for label, local in voices.items()),
        turns=tuple(
            replace(turn, language=other) if other is not None and other != language else turn
            for turn, other in zip(turns, each, strict=True)
        ),
        blind=draft.blind, reader=TOOL,
    )  # fmt: skip


def _turn(number: int, typed: DraftTurn, voices: dict[str, str]) -> Turn:
    wording = read_back(typed.text.strip(), Turn(id=str(number), number=number))
    label = typed.speaker.strip()
    start, end = typed.start, typed.end
    if start is not None and end is not None and end < start:
        end = None
    return Turn(
        id=str(number), number=number, speakers=(voices[label],) if label else (), text=wording.text,
        marks=wording.marks, start=start, end=end,
        extra=((SECOND, typed.second.strip()),) if typed.second.strip() else (),
    )  # fmt: skip


def _notes(transcript: Transcript, turns: dict[str, Turn], written: list[DraftTurn]) -> list[Note]:
    """Returns the notes that were typed beside turns; a second rendering is told in them, so that a reader meets it."""
    found = []
    for number, typed in enumerate(written, 1):
        told = [f"Or: “{typed.second.strip()}”"] if typed.second.strip() else []
        told += [typed.note.strip()] if typed.note.strip() else []
        if told:
            quoted = quotes(transcript, turns[str(number)])
            found.append(Note(id=new_id("note"), text="\n".join(told), quotes=quoted))
    return found


def _matches(draft: Draft, transcript: Transcript, written: list[DraftTurn]) -> list[Match]:
    """Returns which turn of the original each turn renders, so that nobody has to find it out."""
    if draft.original is None or draft.kind != "translation":
        return []
    return [
        Match(id=new_id("decision"), a=draft.original, b=transcript.id, a_turns=(typed.of,), b_turns=(str(number),))
        for number, typed in enumerate(written, 1)
        if typed.of
    ]
