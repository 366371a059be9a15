"""`diarize`: voices without names, alone or onto a transcript's turns; and what is left as it was."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from earwitness import actions
from earwitness.actions import Desk
from earwitness.actions.desk import writing
from earwitness.actions.diarizing import Diarized, DiarizedItem
from earwitness.actions.outcomes import Added
from earwitness.errors import WrongUsage
from earwitness.identifiers import new_id
from earwitness.model import Speaker, Transcript, Turn, Word

from ..engines.diarize.der import write
from .conftest import ADA

RATE = 16_000


def noise(*loud: tuple[float, float], seconds: float = 8) -> np.ndarray:
    """Returns silence with noise from some second to another."""
    track = np.zeros(int(seconds * RATE), np.float32)
    for start, end in loud:
        track[int(start * RATE) : int(end * RATE)] = 0.2
    return track * np.random.default_rng(4).normal(size=len(track)).astype(np.float32)


@pytest.fixture
def recording(desk: Desk, add: Callable[..., Added], tmp_path: Path) -> str:
    """Eight seconds: loud from 1 to 3 and from 4 to 7."""
    add(str(write(tmp_path / "call.wav", [noise((1, 3), (4, 7))])))
    (made,) = desk.archive.catalog.recordings()
    return made.id


def diarize(desk: Desk, id: str, **said: object) -> DiarizedItem:
    return whole(desk, id, **said).items[0]


def whole(desk: Desk, id: str, **said: object) -> Diarized:
    return actions.diarize(desk, [id], **{"agent": ADA, "engine": "fake", "on": "here", **said})  # type: ignore[arg-type]


def test_alone_it_makes_turns_with_voices_and_times_and_no_words(desk: Desk, recording: str) -> None:
    item = diarize(desk, recording)
    assert (item.status, item.voices, item.turns) == ("diarized", ("S1", "S2"), 2)
    made = desk.archive.catalog.transcript(item.transcript or "")
    assert (made.kind, made.made_from, made.language, made.made_by) == ("machine", recording, None, "fake, plain; 1")
    assert [(turn.start, turn.end, turn.speakers, turn.text) for turn in made.turns] == [
        (1000, 3000, ("p1",), ""), (4000, 7000, ("p2",), ""),
    ]  # fmt: skip
    assert [speaker.labels for speaker in made.speakers] == [("S1",), ("S2",)]
    assert all(turn.inferred for turn in made.turns) and "a guess that nobody has checked" in made.doubts[0].what
    assert diarize(desk, recording).status == "already"
    assert diarize(desk, recording, again=True).transcript != made.id
    assert diarize(desk, recording, voices=1).voices == ("S1",)
    actions.undo(desk, item.act, agent=ADA)


def test_nothing_by_which_voices_are_told_is_written(
    desk: Desk, recording: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every row of numbers that the engine reckons is looked for in every file of the archive, as bytes and as text."""
    from earwitness.engines.diarize import clusters, embedders
    from earwitness.times import Span

    rows: list[np.ndarray] = []

    def kept(self: object, samples: np.ndarray) -> np.ndarray:
        rows.append(embedders.filter_banks(samples, 40).mean(axis=0))
        return rows[-1]

    monkeypatch.setattr(embedders.Plain, "embed", kept)
    monkeypatch.setattr(clusters, "speech_in", lambda samples: ((Span(1000, 3000), Span(4000, 7000)), "here"))
    assert diarize(desk, recording, engine="clusters", model="plain", voices=2).status == "diarized"
    files = [path.read_bytes() for path in desk.path.rglob("*") if path.is_file()]
    marks = [mark for row in rows for mark in (row.astype("<f4").tobytes()[:8], row.astype("<f8").tobytes()[:8],
                                               f"{row[0]:.5g}".encode())]  # fmt: skip
    assert 4 < len(rows) and not [mark for mark in marks for content in files if mark in content]
    (desk.path / "leak").write_bytes(rows[0].astype("<f4").tobytes())
    assert marks[0] in (desk.path / "leak").read_bytes(), "the control: a leak is found"
    (desk.path / "leak").unlink()


@pytest.fixture
def written(desk: Desk, recording: str) -> str:
    """A machine's transcript of it: a turn of the first stretch, one over both, one that a person gave a voice, one without
    times.
    """
    words = tuple(
        Word(number * 4, number * 4 + 3, time, time + 300) for number, time in enumerate((2000, 2500, 4200, 5000))
    )
    turns = (
        Turn(id="1", number=1, text="yes", start=1100, end=1900),
        Turn(id="2", number=2, text="one two thr fou", start=2000, end=5500, words=words),
        Turn(id="3", number=3, text="mine", start=6000, end=6500, speakers=("p1",)),
        Turn(id="4", number=4, text="when?"),
    )
    made = Transcript(
        id=new_id("transcript"), conversation=desk.archive.catalog.recording(recording).conversation, kind="machine",
        made_from=recording, speakers=(Speaker(id="p1", labels=("Ada",)),), turns=turns,
    )  # fmt: skip
    with writing(desk) as pen:
        pen.act("transcribe", [made], agent=ADA, subjects=[made.id])
    return made.id


def test_onto_a_transcript_turns_and_words_get_voices_by_overlap(desk: Desk, recording: str, written: str) -> None:
    item = diarize(desk, recording, onto=written)
    assert (item.transcript, item.revision, item.turns, item.words, item.left, item.untold) == (written, 2, 2, 2, 1, 1)
    now = desk.archive.catalog.transcript(written)
    assert [speaker.labels for speaker in now.speakers] == [("Ada",), ("S1",), ("S2",)]
    assert [turn.speakers for turn in now.turns] == [("p2",), ("p3",), ("p1",), ()]
    assert [word.speaker for word in now.turns[1].words] == ["p2", "p2", None, None]
    assert [turn.inferred for turn in now.turns] == [True, True, False, False]
    assert dict(now.extra)["diarization engine"] == "fake"
    assert desk.archive.catalog.transcript(written, 1).turns[0].speakers == (), "the revision before stands as it was"


def test_turns_are_split_where_voices_change_only_when_asked(desk: Desk, recording: str, written: str) -> None:
    item = diarize(desk, recording, onto=written, split=True)
    assert item.split == 1
    now = desk.archive.catalog.transcript(written)
    assert [(turn.id, turn.text, turn.speakers) for turn in now.turns] == [
        ("1", "yes", ("p2",)), ("2", "one two", ("p2",)), ("5", "thr fou", ("p3",)), ("3", "mine", ("p1",)), ("4", "when?", ()),
    ]  # fmt: skip
    assert [word.speaker for turn in now.turns for word in turn.words] == [None] * 4
    assert now.turns[2].start == 4200


def test_one_recording_that_fails_never_stops_the_rest(
    desk: Desk, recording: str, add: Callable[..., Added], tmp_path: Path
) -> None:
    add(str(write(tmp_path / "stereo.wav", [noise((1, 2)), 0 * noise((1, 2))])))
    names = [each.id for each in desk.archive.catalog.recordings()]
    answer = actions.diarize(desk, names, agent=ADA, engine="channels", on="here")
    assert [item.status for item in answer.items] == ["failed", "failed"]
    assert "one channel" in answer.items[0].message and answer.items[0].error == "BadInput"
    assert [item.status for item in actions.diarize(desk, names, agent=ADA, engine="fake", on="pool").items] == [
        "diarized"
    ] * 2
    dead = actions.diarize(desk, names[:1], agent=ADA, engine="fake", model="dies", on="pool")
    assert "the engine died" in dead.items[0].message
    assert diarize(desk, names[0], model="silent").status == "silent"


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng speaks the call")
def test_parties_are_called_as_a_person_said(desk: Desk, add: Callable[..., Added], tmp_path: Path) -> None:
    from ..engines.diarize.der import call

    tracks, _ = call(("en-us+m3", "en-gb+f2"), 4, seed=0)
    add(str(write(tmp_path / "call.wav", tracks)))
    (made,) = desk.archive.catalog.recordings()
    item = diarize(desk, made.id, engine="channels")
    assert item.voices == ("S1", "S2") and not item.doubts
    assert not any(turn.inferred for turn in desk.archive.catalog.transcript(item.transcript or "").turns)
    from earwitness.actions.voiced import names_of
    from earwitness.engines.diarize import Spoken, Voiced, engine_named

    voiced = Voiced(engine="channels", model="", version="", spoken=(Spoken(0, 1, 1), Spoken(1, 2, 0)))
    said = replace(made, parties=("Bridge", ""))
    assert names_of(said, voiced, engine_named("channels")) == {1: "S1", 0: "Bridge"}
    assert names_of(said, voiced, engine_named("clusters")) == {1: "S1", 0: "S2"}, "a guess is nobody's name"


def test_wrong_words_are_told(desk: Desk, recording: str, written: str) -> None:
    for said, why in (
        ({"split": True}, "has words"), ({"voices": 0}, "one and fifty"), ({"on": "ray"}, "not told apart on"),
        ({"onto": recording}, "no transcript"), ({"engine": "clusters"}, "by which model"),
    ):  # fmt: skip
        with pytest.raises(WrongUsage, match=why):
            diarize(desk, recording, **said)
    with pytest.raises(WrongUsage, match="name a recording"):
        diarize(desk, written)
    assert diarize(desk, recording, dry_run=True).status == "planned"
