"""What the tests of all subtitle formats do alike: read, write and read again, and count words without our readers."""

from __future__ import annotations

import re
from types import ModuleType

from hypothesis import strategies as st

from earwitness.model import Conversation, Dossier, Mark, Speaker, Transcript, Turn, Word

CALL = Conversation(id="c1", title="Bridge to the coast guard")
Row = tuple[str | None, str]


def told(room: ModuleType, text: str | bytes) -> Transcript:
    """Returns the one transcript of a file with this text."""
    (transcript,) = room.read(text if isinstance(text, bytes) else text.encode(), name="call").transcripts
    return transcript


def printed(room: ModuleType, transcript: Transcript) -> bytes:
    content: bytes = room.write([Dossier(conversation=CALL, transcripts=(transcript,))])
    return content


def rows(transcript: Transcript) -> list[Row]:
    """Returns who says what: labels joined by `+`, None where nobody could know."""
    labels = {speaker.id: speaker.labels[0] for speaker in transcript.speakers}
    return [("+".join(labels[speaker] for speaker in turn.speakers) or None, turn.text) for turn in transcript.turns]


def words_of(transcript: Transcript) -> list[str]:
    """Returns every word that a transcript keeps: labels, text and what its marks hold, in order of the alphabet."""
    labels = {speaker.id: speaker.labels[0] for speaker in transcript.speakers}
    found: list[str] = []
    for turn in transcript.turns:
        held = [labels[speaker] for speaker in turn.speakers]
        held += [turn.text, *(mark.words for mark in turn.marks if mark.start == mark.end)]
        found += re.findall(r"\w+", " ".join(held))
    return sorted(found)


VOICES = ("ANNA", "Boris", "speaker 3", "О'НЕЙЛ")
PLAIN = st.text(alphabet="abcdeжщ éß,!?'\"", min_size=1, max_size=30).map(lambda text: " ".join(text.split()) or "mm")


@st.composite
def foreign(draw: st.DrawFn, *, timed: bool = True) -> Transcript:
    """Draws a transcript as another format gives it: no facts of a format, several voices, gaps, words with times."""
    turns = []
    place = 0
    for number in range(1, draw(st.integers(1, 6)) + 1):
        text = draw(PLAIN)
        place += draw(st.integers(0, 5_000))
        end = place + draw(st.integers(1, 400_000_000))
        voices = draw(st.lists(st.sampled_from(["p1", "p2", "p3", "p4"]), max_size=2, unique=True))
        marks = (Mark(type="gap", start=0, end=0),) if draw(st.booleans()) else ()
        turns.append(
            Turn(
                id=str(number), number=number, speakers=tuple(voices), text=text, marks=marks,
                start=place if timed else None, end=end if timed else None,
            )
        )  # fmt: skip
    speakers = tuple(Speaker(id=f"p{number}", labels=(label,)) for number, label in enumerate(VOICES, 1))
    return Transcript(id="t1", conversation="c1", format="jsonl", speakers=speakers, turns=tuple(turns))


def with_words(turn: Turn) -> Turn:
    """Returns the turn with a time for each of its words, spread over it, with gaps between."""
    from msgspec.structs import replace

    spans = [match.span() for match in re.finditer(r"\S+", turn.text)]
    if turn.start is None or turn.end is None or turn.end - turn.start < 10 * len(spans):
        return turn
    step = (turn.end - turn.start) // len(spans)
    words = tuple(
        Word(first, last, turn.start + place * step, turn.start + place * step + step - 3)
        for place, (first, last) in enumerate(spans)
    )
    return replace(turn, words=words, marks=())
