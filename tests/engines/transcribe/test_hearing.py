"""Hearing a recording stretch by stretch: cut where it is quiet, kept before the next, gone on with after a kill."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earwitness.engines import tables, transcribe
from earwitness.engines.transcribe import RATE, Settings, engine_named, hearing
from earwitness.engines.transcribe.hearing import Task, hear
from earwitness.engines.transcribe.stretches import of_blocks
from earwitness.errors import BadInput, EngineFailed, NotFound


def task(folder: Path | str = "", model: str = "plain") -> Task:
    told = Settings(engine="fake", model=model)
    return Task(path="call.wav", folder=str(folder), settings=told, identity=engine_named("fake").identity(told))


def nothing(far: int | None) -> None:
    pass


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake engine is given two seconds at most."""
    fake = msgspec.structs.replace(engine_named("fake"), longest=2000)
    monkeypatch.setitem(transcribe.ENGINES, "fake", fake)


def test_the_fake_engine_hears_the_same_in_the_same_sound_and_says_that_it_is_fake(sound: np.ndarray) -> None:
    found = hear(task(), nothing, [sound])
    assert found == hear(task(), nothing, [sound[:9000], sound[9000:]])
    assert [(one.start, one.end) for one in found.heard.segments] == [(1000, 3000), (4500, 6000)]
    assert found.length == 6000
    assert found.heard.notes == ("these words are made up: the engine is the fake one, for trying things out",)
    assert found.heard.segments[0].words[1].start == 1400


@pytest.mark.usefixtures("short")
def test_a_long_recording_is_heard_in_stretches_with_the_times_of_the_whole(sound: np.ndarray) -> None:
    signs: list[int | None] = []
    found = hear(task(), signs.append, [sound])
    assert found.length == 6000
    assert [one.start for one in found.heard.segments] == sorted(one.start or 0 for one in found.heard.segments)
    assert 5900 <= max(one.end or 0 for one in found.heard.segments) <= 6000
    assert signs[-1] == 6000 and signs == sorted(signs)  # type: ignore[type-var]


@pytest.mark.usefixtures("short")
def test_what_was_heard_before_is_not_heard_again(
    sound: np.ndarray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[int] = []
    before = hearing._heard

    def counted(task: Task, settings: Settings, stretch: object, alive: object) -> object:
        if len(heard) == 2:
            raise KeyboardInterrupt
        heard.append(stretch.start)  # type: ignore[attr-defined]
        return before(task, settings, stretch, alive)  # type: ignore[arg-type]

    monkeypatch.setattr(hearing, "_heard", counted)
    with pytest.raises(KeyboardInterrupt):
        hear(task(tmp_path), nothing, [sound])
    assert len(heard) == 2
    tmp_path.joinpath(f"{heard[1]:010}.json").write_bytes(b'{"engine": "fa')  # half of it was on the disk
    monkeypatch.setattr(hearing, "_heard", before)
    found = hear(task(tmp_path), nothing, [sound])
    assert found.kept == 1, "one stretch was kept, the half one is heard again"
    assert found.heard == hear(task(), nothing, [sound]).heard
    assert hear(task(tmp_path), nothing, []).heard == found.heard, "a whole hearing needs no sound"


def test_the_language_is_detected_once(monkeypatch: pytest.MonkeyPatch, sound: np.ndarray) -> None:
    fake = msgspec.structs.replace(engine_named("fake"), longest=2000)
    monkeypatch.setitem(transcribe.ENGINES, "fake", fake)
    languages: list[str | None] = []
    before = hearing._heard

    def noted(task: Task, settings: Settings, stretch: object, alive: object) -> object:
        languages.append(settings.language)
        return before(task, settings, stretch, alive)  # type: ignore[arg-type]

    monkeypatch.setattr(hearing, "_heard", noted)
    found = hear(task(), nothing, [sound])
    assert languages[0] is None and set(languages[1:]) == {"la"}
    assert dict(found.heard.settings)["language"] == "detected once"


@pytest.mark.parametrize(
    ("model", "why"), [("late", "only 0:06 long"), ("reversed", "before it begins"), ("nonsense", "control characters")]
)
def test_what_cannot_be_so_is_an_error_and_nothing_is_kept(
    sound: np.ndarray, tmp_path: Path, model: str, why: str
) -> None:
    with pytest.raises(EngineFailed, match=why):
        hear(task(tmp_path, model), nothing, [sound])
    assert list(tmp_path.iterdir()) == []


def test_an_engine_of_a_stranger_that_gives_something_else_is_an_error(
    sound: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Odd:
        answer: object = "words"

        def hear(self, *_: object) -> object:
            return self.answer

    monkeypatch.setattr(hearing, "_hearer", lambda task: Odd())
    with pytest.raises(EngineFailed, match="no transcript but str"):
        hear(task(), nothing, [sound])
    Odd.answer = transcribe.Heard(engine="odd", model="", version="", segments=("a",))  # type: ignore[arg-type]
    with pytest.raises(EngineFailed, match="what is no transcript"):
        hear(task(), nothing, [sound])


def test_no_sound_is_told() -> None:
    with pytest.raises(BadInput, match="no sound"):
        hear(task(), nothing, [])


def test_an_unknown_engine_or_model_names_those_there_are() -> None:
    with pytest.raises(NotFound) as raised:
        engine_named("oracle")
    assert "faster-whisper, openai, whisper.cpp, fake" in raised.value.hint
    with pytest.raises(NotFound, match="no model “oracle”"):
        engine_named("fake").identity(Settings(engine="fake", model="oracle"))


def test_a_package_brings_an_engine(monkeypatch: pytest.MonkeyPatch, sound: np.ndarray) -> None:
    own = transcribe.Engine(name="theirs", title="A stranger's", room="earwitness.engines.transcribe.fake:")

    class Found:
        name = "theirs"

        def load(self) -> transcribe.Engine:
            return own

    monkeypatch.setattr(tables, "entry_points", lambda *, group: [Found()] if group == "earwitness.engines" else [])
    table = tables.table(transcribe._OWN, "earwitness.engines")
    assert list(table)[-1] == "theirs"
    told = Settings(engine="theirs")
    assert table["theirs"].load(told, table["theirs"].identity(told)).hear(sound, told, nothing).segments


@given(st.lists(st.integers(0, 40_000), max_size=12), st.integers(1000, 4000))
@settings(max_examples=40)
def test_stretches_are_the_sound_and_none_is_too_long(lengths: list[int], longest: int) -> None:
    whole = np.arange(sum(lengths), dtype=np.int64).astype(np.int16)
    blocks = np.split(whole, np.cumsum(lengths)[:-1]) if lengths else []
    found = list(of_blocks(blocks, longest))
    assert np.array_equal(np.concatenate([one.samples for one in found]) if found else whole[:0], whole)
    assert all(one.length <= longest for one in found)
    starts = np.cumsum([0, *(len(one.samples) for one in found)])[:-1]
    assert [one.start * RATE for one in found] == [start * 1000 for start in starts.tolist()], (
        "cut at whole milliseconds"
    )


def test_sound_is_cut_where_it_is_quiet(sound: np.ndarray) -> None:
    first, second, *_ = of_blocks([sound], 5000)
    assert 3000 < second.start < 4500 and first.length == second.start
