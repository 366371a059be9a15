"""Where turns are in a recording, what is warned of in it, and the file in which it is heard."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from earwitness.actions import Desk
from earwitness.actions.listening import Warned, heard_in, joined, places, playable, shift, warned_in
from earwitness.model import Recording, Transcript, Turn, Word
from earwitness.tellings.rows import Row
from earwitness.times import Span

from ..tapes import file_tape, samples, wav

WHOLE = Recording(
    id="r0000000001", conversation="c0000000001", source="s0000000001", duration=60_000, channels=1, sample_rate=8_000,
    codec="mp3", container="mp3",
)  # fmt: skip
CLIP = replace(WHOLE, id="r0000000002", duration=10_000, whole=WHOLE.id, offset=20_000)
LATER = replace(WHOLE, id="r0000000003", duration=10_000, whole=WHOLE.id, offset=25_000)
STRANGER = replace(WHOLE, id="r0000000004", duration=60_000)
KNOWN = {one.id: one for one in (WHOLE, CLIP, LATER, STRANGER)}


def told(*turns: tuple[int | None, int | None], on: str | None = None, name: str = "t0000000001") -> Transcript:
    """A transcript whose turns have these times."""
    return Transcript(
        id=name, conversation="c0000000001", made_from=on,
        turns=tuple(
            Turn(id=str(place), number=place, text="Hold on.", start=start, end=end)
            for place, (start, end) in enumerate(turns, 1)
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("on", "heard", "taken"),
    [
        (None, WHOLE, 0),
        (WHOLE.id, WHOLE, 0),
        (WHOLE.id, CLIP, 20_000),
        (CLIP.id, WHOLE, -20_000),
        (CLIP.id, LATER, 5_000),
        (WHOLE.id, STRANGER, None),
        (STRANGER.id, CLIP, None),
        ("r9999999999", WHOLE, None),
    ],
)
def test_times_are_moved_to_the_recording_that_is_heard(on: str | None, heard: Recording, taken: int | None) -> None:
    assert shift(on, heard, KNOWN) == taken


def test_a_clip_has_the_turns_that_are_in_it_and_the_parts_of_those_at_its_ends() -> None:
    transcript = told((0, 5_000), (19_000, 21_000), (24_000, 25_000), (29_000, 32_000), (40_000, 41_000), on=WHOLE.id)
    assert [(one.turn, one.start, one.end) for one in heard_in(transcript, CLIP, KNOWN)] == [
        ("t0000000001.2", 0, 1_000),
        ("t0000000001.3", 4_000, 5_000),
        ("t0000000001.4", 9_000, 10_000),
    ]
    assert heard_in(transcript, STRANGER, KNOWN) == ()


def test_a_turn_without_an_end_lasts_until_the_next_begins_and_words_keep_their_times() -> None:
    transcript = told((1_000, None), (3_000, None), on=WHOLE.id)
    words = (Word(0, 4, 3_000, 3_400), Word(5, 7), Word(7, 8, 3_500, 3_500))
    transcript = replace(transcript, turns=(transcript.turns[0], replace(transcript.turns[1], words=words)))
    first, second = heard_in(transcript, WHOLE, KNOWN)
    assert (first.end, second.end) == (3_000, 60_000)
    assert second.words == ((0, 4, 3_000, 3_400),)


def test_a_turn_without_times_is_somewhere_between_its_neighbours() -> None:
    transcript = told((None, None), (10_000, 12_000), (None, None), (None, None), (20_000, 21_000), (None, None))
    assert list(places(transcript, WHOLE, KNOWN).values()) == [
        Span(0, 10_000), Span(10_000, 12_000), Span(12_000, 20_000), Span(12_000, 20_000), Span(20_000, 21_000),
        Span(21_000, 60_000),
    ]  # fmt: skip
    assert list(places(told((None, None)), WHOLE, KNOWN).values()) == [None]


def test_between_turns_that_overlap_it_may_be_anywhere_in_both() -> None:
    transcript = told((10_000, 15_000), (None, None), (14_000, 16_000))
    assert places(transcript, WHOLE, KNOWN)["t0000000001.2"] == Span(10_000, 16_000)


def test_what_is_marked_is_warned_of_where_it_is_said() -> None:
    timed = told((0, 5_000), (5_000, 9_000), (9_000, 12_000))
    kinds = {"t0000000001.1": ("grief",), "t0000000001.2": ("death",)}
    assert warned_in([timed], kinds, WHOLE, KNOWN) == (
        (Warned(start=0, end=9_000, kinds=("grief", "death")),),
        (),
    )


def test_a_mark_on_a_translation_without_times_is_where_the_original_is_in_its_row() -> None:
    timed, untimed = told((0, 5_000), (5_000, 9_000)), told((None, None), (None, None), name="t0000000002")
    kinds = {"t0000000002.2": ("death",)}
    rows = [Row(cells=((1,), (1,))), Row(cells=((2,), (2,)))]
    assert warned_in([timed, untimed], kinds, WHOLE, KNOWN, rows) == (
        (Warned(start=5_000, end=9_000, kinds=("death",)),),
        (),
    )
    # Without the rows nobody knows where it is, and that is said, not left out.
    assert warned_in([timed, untimed], kinds, WHOLE, KNOWN) == ((), ("death",))


def test_stretches_that_touch_are_one() -> None:
    assert joined([Warned(start=5, end=9, kinds=("b",)), Warned(start=0, end=5, kinds=("a",))]) == (
        Warned(start=0, end=9, kinds=("a", "b")),
    )


def test_what_browsers_play_exactly_is_heard_as_it_is_and_else_a_rendition_is_made_once(desk: Desk) -> None:
    plain = desk.archive.catalog.recording(file_tape(desk).recording)
    heard = playable(desk, plain)
    assert (heard.made, heard.media_type) == (False, "audio/wav")
    assert heard.path == desk.archive.objects.place(desk.archive.catalog.source(plain.source).digest)
    doubted = desk.archive.catalog.recording(
        file_tape(desk, content=wav(samples(3)), doubts=("a damaged packet",)).recording
    )
    made = playable(desk, doubted)
    assert (made.made, made.media_type) == (True, "audio/flac")
    before = made.path.stat()
    assert playable(desk, doubted).path.stat().st_mtime_ns == before.st_mtime_ns
    assert [file.name for file in made.path.parent.iterdir()] == ["rendition-1.flac"]
    assert playable(desk, doubted, "original").made is False


def test_a_rendition_has_the_samples_and_nothing_else(desk: Desk, tmp_path: Path) -> None:
    import av
    import numpy as np

    sound = samples(4)
    recording = desk.archive.catalog.recording(file_tape(desk, content=wav(sound)).recording)
    made = playable(desk, recording, "made").path
    with av.open(str(made)) as file:
        found = np.concatenate([frame.to_ndarray() for frame in file.decode(audio=0)], axis=1)
        assert "Aurora" not in str(dict(file.metadata))
    assert np.array_equal(found.reshape(-1, 2).T if found.shape[0] == 1 else found, sound)
