"""What a version lacks is said above it. All of it is invented."""

from msgspec.structs import replace

from earwitness.actions.collating import AlignmentShown, Collation
from earwitness.actions.cuts import cuts
from earwitness.actions.media import RecordingShown

from ..web.test_reading import ENGLISH, PRESS, RUSSIAN, shown

COLLATION = Collation(
    conversation="c0000000001",
    transcripts=(RUSSIAN.id, PRESS.id),
    alignments=(
        AlignmentShown(a=RUSSIAN.id, b=PRESS.id, pairs=(), groups=(), method="", likeness=1.0, cover=(0.425, 1.0)),
    ),
    variants=(),
    gaps=(),
    fullest=RUSSIAN.id,
    descent=(),
)


def test_an_excerpt_says_how_much_it_has_of_the_fullest_version() -> None:
    told = cuts(shown(RUSSIAN, PRESS), (PRESS,), COLLATION)
    assert len(told) == 1
    assert " has 42 % of the fullest version, " in told[0]
    assert cuts(shown(RUSSIAN, PRESS), (RUSSIAN,), COLLATION) == ()
    assert cuts(shown(RUSSIAN, PRESS), (PRESS,), None) == ()


TAPE = RecordingShown(id="r1", source="s1", duration=660_000, channels=1, sample_rate=8_000, codec="pcm_alaw")


def test_a_clip_says_how_long_the_whole_is() -> None:
    turns = tuple(
        replace(turn, start=number * 15_000, end=(number + 1) * 15_000) for number, turn in enumerate(ENGLISH.turns)
    )
    of = replace(shown(ENGLISH), recordings=(TAPE,))
    assert cuts(of, (replace(ENGLISH, turns=turns),), None) == ("these words are 0:30 of a recording of 11:00",)
    assert cuts(of, (ENGLISH,), None) == ()  # no times, so nobody can say
