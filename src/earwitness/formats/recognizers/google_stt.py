"""Google Speech-to-Text: `results`, v1 and v2, as REST sends them (camelCase) and as Python prints them (snake_case).

A turn is a result: the first of its alternatives; the others stay beside it. With diarisation (v1) the last result says
all words once more, each with its `speakerTag`: then a turn is a run of one speaker's words there, and the results before
stay as they are. Times are "1.300s" or objects of `seconds` and `nanos`. Results may stand in an operation's `response`,
in a batch's `inlineResult`, or under each other in a list. Form: cloud.google.com/speech-to-text, "RecognizeResponse".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from ...errors import MalformedText
from ...model import Dossier, Reading
from .. import content as bytes_
from .. import objects
from ..objects import TURNS, Table, sequence, table
from ..readings import reading, telling
from .google_results import Listening, first_of, languages, voice_of, words_of
from .units import Units, units_of

SERVICE = "google-stt"
READER = "google-stt 1"
DEEPEST = 8
"""Objects within each other in which results may lie."""
_SIGNS = (
    '"resultEndTime"', '"result_end_time"', '"resultEndOffset"', '"result_end_offset"', '"languageCode"',
    '"language_code"', '"channelTag"', '"channel_tag"', '"totalBilledTime"', '"total_billed_time"', '"speakerTag"',
    '"startTime"', '"startOffset"', '"start_offset"', '"speakerLabel"', '"speaker_tag"', '"startSecs"',
)  # fmt: skip


def detects(head: bytes, name: str) -> float:
    if head.lstrip(b"\xef\xbb\xbf \t\r\n\xff\xfe\x00")[:1] not in (b"{", b"["):
        return 0.0
    text = bytes_.as_text(head)
    if '"alternatives"' not in text or '"results"' not in text or '"channels"' in text or '"result_index"' in text:
        return 0.0
    if '"transcript"' not in text and '"words"' not in text:
        return 0.0
    return 0.96 if any(sign in text for sign in _SIGNS) else 0.6 if '"final"' not in text else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the machine transcript of an answer. Raises MalformedText where no results stand in it."""
    with objects.bounded(name):
        found = objects.values(content, name=name)
        document: Any = found[0] if len(found) == 1 else found
        homes = list(_homes(document))
        home = homes[0] if homes else None
        if home is None:
            raise MalformedText(name, None, "no results stand in the answer")
        results = sequence(home["results"])
        units = Units(SERVICE)
        if homes[1:]:
            units.faults.add(f"{len(homes) - 1:,} more recordings of the batch are kept, and make no turns")
        last = _repeated(results)
        if last is not None:
            parts: list[Any] = [list(part) for _, part in groupby(words_of(last), key=voice_of)]
            first_of(last)["words"] = TURNS
        else:
            parts = results
            home["results"] = TURNS
        listening = Listening(parts)
        turns = units.turns(parts, listening.parsed)
        transcript = telling(
            turns, units.casting.speakers, format=SERVICE, reader=READER, kind="machine", language=languages(results),
            made_by="Google Speech-to-Text", doubts=units.faults.doubts,
            extra=((SERVICE, objects.compact(document)), *units.extra),
        )  # fmt: skip
    return reading((transcript,), format=SERVICE, media_type="application/json", reader=READER)


def _homes(value: Any, depth: int = 0) -> Iterator[Table]:
    """Yields the objects whose `results` are a list of results, wherever an operation or a batch put them."""
    if isinstance(value, dict):
        results = value.get("results")
        if results == TURNS or (isinstance(results, list) and any("alternatives" in table(one) for one in results)):
            yield value
            return
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if depth < DEEPEST:
        for one in inside:
            yield from _homes(one, depth + 1)


def _home(value: Any) -> Table | None:
    """Returns the first of them: where the turns go."""
    homes = list(_homes(value))
    return next((home for home in homes if _has_turns(home)), homes[0] if homes else None)


def _has_turns(home: Table) -> bool:
    results = home["results"]
    return results == TURNS or first_of(table(results[-1])).get("words") == TURNS


def _repeated(results: Sequence[Any]) -> Table | None:
    """Returns the last result, where it says all words of the others once more and tells who says each."""
    last = table(results[-1]) if 1 < len(results) else {}
    words = words_of(last)
    if not words or any(voice_of(word) is None for word in words):
        return None
    others = [word for result in results[:-1] for word in words_of(table(result))]
    if any(voice_of(word) is not None for word in others) or not all(isinstance(word, dict) for word in words):
        return None
    return last if len(others) == len(words) or not first_of(last).get("transcript") else None


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the answer that was read with its turns as they stand now, or one of v2 with a result a turn."""
    transcript = dossiers[0].transcripts[0]
    own = transcript.format == SERVICE
    document = objects.kept(transcript, SERVICE) if own else None
    if document is None:
        document = {"results": TURNS}
    kept = [objects.kept(turn, SERVICE) for turn in transcript.turns] if own else []
    listening = Listening([*kept, *(unit for _, unit in sequence(objects.kept(transcript, "silent") if own else None))])
    listening.language = transcript.language
    home = _home(document)
    repeated = home is not None and home.get("results") != TURNS
    listening.runs = repeated
    found = units_of(transcript, SERVICE, listening.parsed, listening.made)
    if home is not None and repeated:
        first_of(table(home["results"][-1]))["words"] = [word for part in found for word in part]
    elif home is not None:
        home["results"] = found
    return objects.written(document)
