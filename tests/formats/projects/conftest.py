"""Conversations for the tests of what desks exchange. The ship and all on it are invented."""

from __future__ import annotations

from hypothesis import strategies as st
from msgspec.structs import replace

from earwitness.model import Conversation, Dossier, Held, Mark, Reading, Speaker, Transcript, Turn

SHIP = Transcript(
    id="t1", conversation="c1", language="en", title="Bridge and coast guard",
    speakers=(Speaker(id="p1", labels=("Bridge",)), Speaker(id="p2", labels=("Watch",))),
    turns=(
        Turn(id="1", number=1, speakers=("p1",), text="This is the Meridian, we have water on the car deck.",
             start=1_250, end=4_000, marks=(Mark(type="gap", start=30, end=30, words="inaudible"),)),
        Turn(id="2", number=2, speakers=("p2",), text="How many souls are aboard?", start=4_000, end=5_500),
        Turn(id="3", number=3, speakers=("p1", "p2"), text="A hundred and eighteen.", start=5_500, end=7_000),
        Turn(id="4", number=4, text="Stay on this channel.", start=61_000),
    ),
)  # fmt: skip
"""A telling with times, a gap, two who speak at once, and a turn of nobody known."""
RUSSIAN = Transcript(
    id="t2", conversation="c1", language="ru", kind="translation", made_by="A. Example",
    speakers=(Speaker(id="p1", labels=("Мостик",)),),
    turns=(Turn(id="1", number=1, speakers=("p1",), text="Это «Меридиан», на палубе вода."),),
)  # fmt: skip
"""A translation without times."""
CALL = Dossier(
    conversation=Conversation(
        id="c1", title="Bridge and coast guard", genre="call",
        held=Held(date="2031-11-14T20:50", certainty="stated", why="stated in the heading"), place="Meridian",
    ),
    transcripts=(SHIP, RUSSIAN),
)  # fmt: skip

_WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), min_size=1, max_size=40
).filter(lambda text: "\ufffe" not in text and "\uffff" not in text)
_LABELS = _WORDS.map(lambda text: " ".join(text.split())).filter(bool)


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    """Any transcript from another format: voices, times or none, words in any script."""
    labels = draw(st.lists(_LABELS, min_size=1, max_size=4, unique=True))
    speakers = tuple(Speaker(id=f"p{number}", labels=(label,)) for number, label in enumerate(labels, 1))
    ids = [speaker.id for speaker in speakers]
    turns = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        start = draw(st.none() | st.integers(0, 10**8))
        end = draw(st.none() | st.integers(start, start + 10**6)) if start is not None else None
        turns.append(
            Turn(
                id=str(number), number=number, text=draw(_WORDS | st.just("")), start=start, end=end,
                speakers=tuple(draw(st.lists(st.sampled_from(ids), max_size=2, unique=True))),
            )
        )  # fmt: skip
    return Transcript(id="t1", conversation="c1", speakers=speakers, turns=tuple(turns))


def dossier_of(transcript: Transcript) -> Dossier:
    return Dossier(conversation=Conversation(id="c1", title="A call"), transcripts=(transcript,))


def dossiers_of(reading: Reading) -> list[Dossier]:
    """What was read, as it would be written again."""
    return [
        Dossier(
            conversation=conversation,
            transcripts=tuple(each for each in reading.transcripts if each.conversation == conversation.id),
        )
        for conversation in reading.conversations
    ]


def said(transcript: Transcript) -> list[tuple[object, ...]]:
    """Who says what and when, as it reads: the local ids of the voices do not matter."""
    names = {speaker.id: speaker.labels[0] for speaker in transcript.speakers}
    return [(tuple(names[id] for id in turn.speakers), turn.text, turn.start, turn.end) for turn in transcript.turns]


def without_print(transcript: Transcript) -> Transcript:
    """The transcript without the stretches of the source, which another print has otherwise."""
    return replace(transcript, turns=tuple(replace(turn, raw=None) for turn in transcript.turns))
