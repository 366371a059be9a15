"""A machine's transcript: what an engine heard of a recording, as one more version of its conversation.

It is of the kind `machine`, made from the recording, made by the engine with its model and version; its settings stand in it.
Nobody has checked it, and nothing says so: no turn has a voice, for nobody said who speaks.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ..engines.transcribe.heard import Heard
from ..engines.transcribe.telling import turns_of
from ..identifiers import new_id
from ..language.detect import detect_transcript
from ..model import Doubt, Recording, Transcript, Turn
from ..times import Span
from .desk import TOOL, Desk

HEARING = "hearing"
"""Under which name a transcript keeps what names its hearing: the sound, the engine, its model and settings."""


def machine_transcript(recording: Recording, heard: Heard, *, key: str, speech: Sequence[Span] | None) -> Transcript:
    """Returns the transcript of what was heard, with its doubtful words marked."""
    turns, doubts = turns_of(heard, speech)
    turns, more = _languages(turns, heard.language)
    if speech is None:
        more = (*more, Doubt(what="where somebody speaks could not be worked out: words in silence are not marked"))
    return Transcript(
        id=new_id("transcript"), conversation=recording.conversation, kind="machine", language=heard.language,
        made_by=f"{heard.engine}, {heard.model}; {heard.version}", made_from=recording.id, turns=turns,
        doubts=(*doubts, *more), reader=TOOL, extra=((HEARING, key), *_told(heard)),
    )  # fmt: skip


def _told(heard: Heard) -> tuple[tuple[str, str], ...]:
    """Returns the engine with its settings, for the record."""
    pairs = [("engine", heard.engine), ("model", heard.model), ("version", heard.version), *heard.settings]
    if heard.detected is not None:
        pairs.append(("language detected", f"{heard.language} ({heard.detected:.2f})"))
    return tuple(pairs)


def _languages(turns: tuple[Turn, ...], language: str | None) -> tuple[tuple[Turn, ...], tuple[Doubt, ...]]:
    """Returns the turns with the language of those that surely are in another: speech that changes is not put into one."""
    _, each = detect_transcript([turn.text for turn in turns], declared=language)
    marked = tuple(
        replace(turn, language=other) if turn.language is None and other is not None and other != language else turn
        for turn, other in zip(turns, each, strict=True)
    )
    others = sorted({turn.language for turn in marked if turn.language is not None})
    if not others:
        return marked, ()
    told = f"some of it reads as {', '.join(others)}, not {language}"
    return marked, (Doubt(what=told),)


def heard_before(desk: Desk, recording: Recording, key: str) -> Transcript | None:
    """Returns the transcript that came of the same hearing and still stands; None where there is none."""
    heads = desk.archive.catalog.transcripts_of(recording.conversation, with_turns=False)
    return next(
        (head for head in heads if head.made_from == recording.id and dict(head.extra).get(HEARING) == key), None
    )
