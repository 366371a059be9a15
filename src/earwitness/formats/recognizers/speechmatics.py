"""Speechmatics: its JSON transcript (`json-v2`): `results` of words, entities and punctuation, one behind another.

Speechmatics has no turns: one is a run of one speaker's words (`tokens.runs`), and a `speaker_change` or `channel_change` ends
it too. Punctuation attaches to its word without a time. Of alternatives the first is read. What each result says beyond the
model stays with its turn; job, metadata, summaries and the rest stay with the transcript. Each language of `translations` is
a transcript of its own. Form: docs.speechmatics.com, "Batch output", "json-v2".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from ...errors import MalformedText
from ...model import Conversation, Dossier, Reading, Transcript, Turn, Word
from ...times import Ms
from .. import objects
from ..casting import Casting
from ..objects import TURNS, Table, from_seconds, left_over, sequence, share, table, tables, words_in
from ..readings import Faults, reading, telling
from .speechmatics_results import UNKNOWN, is_word, label_of, made_result, made_sentence, results, sentences
from .tokens import Token, parted

READER = "speechmatics 1"
_UNSPACED = frozenset({"ja", "cmn", "yue", "zh", "th", "lo", "km", "my", "cmn_en", "cmn_en_ms_ta"})
_CHANGES = ("speaker_change", "channel_change")


def detects(head: bytes, name: str) -> float:
    text = objects.beginning(head, "{")
    if '"alternatives"' not in text or '"start_time"' not in text or '"content"' not in text:
        return 0.0
    if '"transcripts"' in text or '"jobName"' in text:
        return 0.0  # Amazon Transcribe's words look alike
    if any(f'"{key}"' in text for key in ("language_pack_info", "transcription_config", "attaches_to", "is_eos")):
        return 0.97
    return 0.8 if '"results"' in text and '"type"' in text and '"items"' not in text else 0.0


class _Element(NamedTuple):
    """A result, with its place in the text of its turn."""

    kind: str
    content: str
    start: Ms | None
    end: Ms | None
    confidence: float | None
    attaches: str
    found: Table


def read(content: bytes, *, name: str) -> Reading:
    """Returns the machine transcript of an answer and its translations. Raises MalformedText where `results` is no list."""
    transcripts: list[Transcript] = []
    conversations = []
    with objects.bounded(name):
        for number, document in enumerate(objects.values(content, name=name), 1):
            if not isinstance(document, dict) or not isinstance(document.get("results"), list):
                raise MalformedText(name, None, "the answer has no list of results")
            transcripts += _Answer(document).transcripts(number, len(transcripts))
            conversations.append(
                Conversation(id=f"c{number}", title=words_in(table(document.get("job")).get("data_name")))
            )
    filled = [one for one in transcripts if one.turns]
    spoken = {one.conversation for one in filled}
    return reading(
        filled or transcripts, format="speechmatics", media_type="application/json", reader=READER,
        conversations=[conversation for conversation in conversations if conversation.id in spoken],
    )  # fmt: skip


class _Answer:
    """An answer, while it is read."""

    def __init__(self, document: Table) -> None:
        self.document = document
        metadata = table(document.get("metadata"))
        self.config = table(metadata.get("transcription_config"))
        pack = table(metadata.get("language_pack_info"))
        language = words_in(self.config.get("language"))
        identified = table(metadata.get("language_identification")).get("predicted_language")
        self.language = objects.tag(language) if language != "auto" else objects.tag(identified)
        unspaced = language in _UNSPACED and not words_in(pack.get("word_delimiter")).strip("\x00")
        self.delimiter = "" if unspaced and pack.get("word_delimiter") != " " else " "

    def transcripts(self, conversation: int, before: int) -> list[Transcript]:
        faults = Faults()
        casting = Casting()
        turns: list[Turn] = []
        for group in _groups(tables(self.document["results"], "result", faults)):
            turns.append(_turn(len(turns) + 1, group, casting, self.delimiter))
        self.document["results"] = TURNS
        translated = self._translations(f"c{conversation}", before, faults)
        models = [words_in(self.config.get(key)) for key in ("model", "operating_point")]
        transcript = telling(
            turns, casting.speakers, format="speechmatics", reader=READER, kind="machine", language=self.language,
            made_by=" ".join(["Speechmatics", *filter(None, models)][:2]), doubts=faults.doubts,
            extra=(("speechmatics", objects.compact(self.document)),), local=f"t{before + 1}",
            conversation=f"c{conversation}",
        )  # fmt: skip
        return [transcript, *translated]

    def _translations(self, conversation: str, before: int, faults: Faults) -> list[Transcript]:
        """Returns a transcript for each language of the translations; their places in the answer are left to the writer."""
        kept = table(self.document.get("translations"))
        found: list[Transcript] = []
        for language, given in kept.items():
            casting = Casting()
            turns = []
            for number, sentence in enumerate(tables(given, f"translation into {language}", faults), 1):
                speaker = sentence.get("speaker")
                voice = casting.voice(speaker) if isinstance(speaker, str) and speaker != UNKNOWN else ()
                start, end = from_seconds(sentence.get("start_time")), from_seconds(sentence.get("end_time"))
                text = words_in(sentence.get("content"))
                left = left_over(
                    sentence, made_sentence(text, start, end, speaker if isinstance(speaker, str) else None)
                )
                extra = (("speechmatics", objects.settled(left)),) if left else ()
                turns.append(
                    Turn(id=str(number), number=number, speakers=voice, text=text, start=start, end=end, extra=extra)
                )
            if turns:
                kept[language] = TURNS
                local = f"t{before + len(found) + 2}"
                found.append(
                    telling(
                        turns, casting.speakers, format="speechmatics", reader=READER, kind="translation", local=local,
                        conversation=conversation, language=objects.tag(language), made_by="Speechmatics",
                        extra=(("speechmatics language", language),),
                    )
                )  # fmt: skip
        return found


def _element(found: Table) -> _Element:
    first = table(next(iter(sequence(found.get("alternatives"))), None))
    kind = words_in(found.get("type")) or "word"
    attaches = words_in(found.get("attaches_to")) or ("previous" if kind == "punctuation" else "none")
    content = "" if kind in _CHANGES else words_in(first.get("content"))
    start, end = from_seconds(found.get("start_time")), from_seconds(found.get("end_time"))
    return _Element(kind, content, start, end, share(first.get("confidence")), attaches, found)


def _who(found: Table) -> tuple[str | None, str | None]:
    """Returns the speaker and the channel that a result names."""
    first = table(next(iter(sequence(found.get("alternatives"))), None))
    speaker, channel = first.get("speaker"), found.get("channel")
    return (
        speaker if isinstance(speaker, str) else None,
        channel if isinstance(channel, str) else str(channel) if isinstance(channel, int) else None,
    )


def _groups(found: Sequence[Table]) -> list[list[_Element]]:
    """Returns the results as turns."""
    groups: list[list[_Element]] = []
    before: Token | None = None
    ended: Ms | None = None
    whose: tuple[str | None, str | None] = (None, None)
    fresh = True
    for item in found:
        element = _element(item)
        if element.kind in _CHANGES:
            fresh = True
            groups.append([element])
            continue
        if element.kind == "punctuation" and element.attaches in ("previous", "both") and groups and before is not None:
            groups[-1].append(element)
            before = before._replace(text=before.text + element.content)
            continue
        token = Token(element.content, element.start, element.end)
        speaker, channel = _who(item)
        if before is None or fresh or (speaker, channel) != whose or parted(before, ended, token):
            if not (fresh and groups and groups[-1][-1].kind in _CHANGES):
                groups.append([])
        groups[-1].append(element)
        whose = speaker, channel
        fresh = False
        before = token
        ended = element.end if element.end is not None else element.start if element.start is not None else ended
    return groups


def _turn(number: int, group: Sequence[_Element], casting: Casting, delimiter: str) -> Turn:
    text = ""
    glued = True
    words: list[Word] = []
    placed: list[tuple[_Element, int, int]] = []
    for element in group:
        if element.content:
            if not glued and element.attaches not in ("previous", "both"):
                text += delimiter
            glued = element.attaches in ("next", "both")
        first, last = len(text), len(text) + len(element.content)
        text += element.content
        placed.append((element, first, last))
        if is_word(element.kind, element.content):
            words.append(Word(first, last, element.start, element.end, element.confidence))
    spoken = next((element.found for element in group if element.kind not in _CHANGES), {})
    speaker, channel = _who(spoken)
    first_said = table(next(iter(sequence(spoken.get("alternatives"))), None))
    unit = {
        key: value
        for key, value in (("speaker", speaker), ("language", first_said.get("language")))
        if isinstance(value, str)
    }
    ends = [None, *(element.end for element, first, last in placed)]
    kept = [_kept(*place, unit, channel, end) for place, end in zip(placed, ends, strict=False)]
    channels = (("channel", channel),) if channel is not None else ()
    said = [element for element in group if element.kind not in _CHANGES]
    return Turn(
        id=str(number), number=number, speakers=casting.voice(label_of(speaker, channel)), text=text,
        start=next((element.start for element in said if element.start is not None), None),
        end=next((element.end for element in reversed(said) if element.end is not None), None),
        words=tuple(words),
        extra=(*channels, ("speechmatics", objects.settled(unit)), ("speechmatics results", objects.settled(kept))),
    )  # fmt: skip


def _kept(element: _Element, first: int, last: int, unit: Table, channel: str | None, ended: Ms | None) -> list[Any]:
    """Returns a result's place in the turn's text, and what it says that the model does not."""
    if is_word(element.kind, element.content):
        made = made_result(element.kind, element.content, element.start, element.end, element.confidence, unit, channel)
    else:
        made = made_result(element.kind, element.content, ended, ended, 1.0, unit, channel)
    left = left_over(element.found, made)
    alternatives = sequence(left.pop("alternatives", None))
    own = table(made["alternatives"][0])
    if "alternatives" not in element.found:
        left["alternatives"] = None  # a change of speaker has none
    elif alternatives and isinstance(alternatives[0], dict):
        lacks = [key for key in own if key not in alternatives[0]]
        left["alternatives"] = [left_over(alternatives[0], own), lacks, *alternatives[1:]]
    elif element.found["alternatives"] != made["alternatives"]:
        left["alternatives"] = {"as": element.found["alternatives"]}
    missing = [key for key in made if key not in element.found]
    return [element.kind, first, last, left, missing] if left or missing else [element.kind, first, last]


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns an answer: that which was read with its turns as they stand now, or a new one.

    Of several transcripts the first that is no translation gives the results, the others the translations. A turn's own
    times stand on its first and last word; Speechmatics has no place for turns, so two of one speaker with little silence
    between them are read as one.
    """
    documents = [_document(dossier) for dossier in dossiers if dossier.transcripts]
    if len(documents) == 1:
        return objects.written(documents[0])
    return b"".join(objects.compact(document).encode() + b"\n" for document in documents)


def _document(dossier: Dossier) -> Table:
    main = next((one for one in dossier.transcripts if one.kind != "translation"), dossier.transcripts[0])
    kept = objects.kept(main, "speechmatics")
    language = {"language": main.language.partition("-")[0]} if main.language else {}
    document: Table = (
        kept
        if isinstance(kept, dict)
        else {
            "format": "2.9",
            "metadata": {"type": "transcription", "transcription_config": language},
            "results": TURNS,
        }
    )
    document["results"] = results(main)
    translations = table(document.get("translations"))
    for other in dossier.transcripts:
        if other is not main:
            code = objects.stated(other, "speechmatics language") or other.language or other.id
            translations[code] = sentences(other)
    if translations:
        document["translations"] = {code: value for code, value in translations.items() if value != TURNS}
    return document
