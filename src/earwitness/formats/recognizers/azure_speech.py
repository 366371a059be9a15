"""Azure Speech: batch transcription's `recognizedPhrases`, the `phrases` of fast transcription, and `NBest` in real time.

A turn is a phrase: the `display` of the first of its `nBest`; the others stay beside it. Words are those of the display
where the answer has them, else the lexical ones that stand in it, whatever their capitals: "25" is no "twenty five", and
that stays in the phrase alone. Times are ticks of 100 ns, ISO 8601 durations (`PT1.23S`) or milliseconds. Results in real
time come one alone, as a list, or behind one another. A phrase without words is kept and makes no turn. Form:
learn.microsoft.com, "Get batch transcription results", "Get speech recognition results".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...errors import MalformedText
from ...model import Dossier, Reading
from .. import content as bytes_
from .. import objects
from ..objects import TURNS, Table, sequence, table, words_in
from ..readings import reading, telling
from .azure_phrases import Hearing, best
from .units import Units, units_of

SERVICE = "azure-speech"
READER = "azure-speech 1"
PLACES = ("recognizedPhrases", "phrases")


def detects(head: bytes, name: str) -> float:
    if head.lstrip(b"\xef\xbb\xbf \t\r\n\xff\xfe\x00")[:1] not in (b"{", b"["):
        return 0.0
    text = bytes_.as_text(head)
    if '"recognizedPhrases"' in text or ('"combinedRecognizedPhrases"' in text and '"channel"' in text):
        return 0.97
    if '"combinedPhrases"' in text and '"phrases"' in text:
        return 0.95
    if '"RecognitionStatus"' in text and ('"NBest"' in text or '"DisplayText"' in text):
        return 0.97
    return 0.7 if '"NBest"' in text and '"Lexical"' in text else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the machine transcript of an answer. Raises MalformedText where no phrases stand in it."""
    with objects.bounded(name):
        found = objects.values(content, name=name)
        units = Units(SERVICE)
        head, phrases = _taken(found)
        if phrases is None:
            raise MalformedText(name, None, "no phrases stand in the answer")
        hearing = Hearing(head, phrases)
        turns = units.turns(phrases, hearing.parsed)
        for combined in sequence(table(head).get("combinedRecognizedPhrases")):
            _hide(combined, [one for one in phrases if table(one).get("channel") == table(combined).get("channel")])
        languages = dict.fromkeys(turn.language for turn in turns)
        transcript = telling(
            turns, units.casting.speakers, format=SERVICE, reader=READER, kind="machine",
            language=objects.tag(table(head).get("locale")) or next(iter(languages), None),
            made_by="Azure Speech", doubts=units.faults.doubts,
            extra=((SERVICE, objects.compact(head)), *units.extra),
        )  # fmt: skip
    return reading((transcript,), format=SERVICE, media_type="application/json", reader=READER)


def _taken(found: list[Any]) -> tuple[Any, list[Any] | None]:
    """Returns the answer with `TURNS` where its phrases stood, and the phrases; None where it has none."""
    if len(found) == 1 and isinstance(found[0], dict):
        document: Table = found[0]
        for place in PLACES:
            if isinstance(document.get(place), list):
                phrases = document[place]
                return document | {place: TURNS}, phrases
    results = found[0] if len(found) == 1 and isinstance(found[0], list) else found
    if not any(isinstance(one, dict) and (one.keys() & {"NBest", "DisplayText"}) for one in results):
        return None, None
    form = "alone" if results is found and len(found) == 1 else "lines" if results is found else "list"
    return {TURNS: form}, results


def _hide(combined: Any, phrases: list[Any]) -> None:
    """Puts `TURNS` in a channel's whole text where it is that of its phrases, one after the other."""
    joined = " ".join(words_in(best(one).get("display")) for one in phrases)
    if isinstance(combined, dict) and combined.get("display") == joined and joined:
        combined["display"] = TURNS


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the answer that was read with its turns as they stand now, or a batch transcription's with a phrase a turn.

    Voices are numbers there; those that have names have them in a field of our own, `speakerNames`.
    """
    transcript = dossiers[0].transcripts[0]
    head = objects.kept(transcript, SERVICE) if transcript.format == SERVICE else None
    if not isinstance(head, dict):
        head = {"combinedRecognizedPhrases": [{"channel": 0, "display": TURNS}], "recognizedPhrases": TURNS}
        head = ({"locale": transcript.language} if transcript.language else {}) | head
    kept = [objects.kept(turn, SERVICE) for turn in transcript.turns] if transcript.format == SERVICE else []
    hearing = Hearing(head, [*kept, *(unit for _, unit in sequence(objects.kept(transcript, "silent")))])
    phrases = units_of(transcript, SERVICE, hearing.parsed, hearing.made)
    if (form := head.get(TURNS)) is not None:
        lines = b"\n".join(objects.compact(one).encode() for one in phrases) + b"\n"
        return (
            lines
            if form == "lines"
            else objects.written(phrases if form == "list" or len(phrases) != 1 else phrases[0])
        )
    for combined in sequence(head.get("combinedRecognizedPhrases")):
        if isinstance(combined, dict) and combined.get("display") == TURNS:
            mine = [one for one in phrases if table(one).get("channel") == combined.get("channel")]
            combined["display"] = " ".join(words_in(best(one).get("display")) for one in mine)
    place = next((place for place in PLACES if head.get(place) == TURNS), PLACES[0])
    names = {"speakerNames": hearing.names} if hearing.names else {}
    return objects.written({**head, place: phrases, **names})
