"""`transcribe`: a machine's version of a recording, told as one; nothing is heard twice, lost, or sent without a yes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from earwitness import actions
from earwitness.actions import Desk
from earwitness.actions.sending import Sending
from earwitness.actions.transcribing import Transcribed, TranscribedItem
from earwitness.engines import transcribe
from earwitness.engines.servers import Server
from earwitness.engines.transcribe import Heard
from earwitness.engines.transcribe.fake import Fake, loud
from earwitness.errors import NotFound, Refused, WrongUsage
from earwitness.model import Access, Recording, Transcript
from earwitness.times import Span

from .conftest import ADA
from .recordings import filed, noise


@pytest.fixture(autouse=True)
def _speech(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Who is loud speaks: the survey of a recording's sound has tests of its own, and takes its time."""

    def spans(work: object, recording: Recording) -> tuple[Span, ...]:
        desk: Desk = work.desk  # type: ignore[attr-defined]
        content = desk.archive.objects.read(desk.archive.catalog.source(recording.source).digest)
        return tuple(loud(np.frombuffer(content[44:], "<i2")))

    if "true_engine" not in request.node.name:
        monkeypatch.setattr("earwitness.actions.transcribing._Work._speech", spans)


def heard(desk: Desk, *recordings: Recording, **more: object) -> Transcribed:
    told = {"engine": "fake", "on": "here", "agent": ADA, **more}
    return actions.transcribe(desk, [recording.id for recording in recordings], **told)  # type: ignore[arg-type]


def only(answer: Transcribed) -> TranscribedItem:
    (item,) = answer.items
    return item


def transcripts(desk: Desk, recording: Recording) -> tuple[Transcript, ...]:
    return desk.archive.catalog.transcripts_of(recording.conversation)


def test_what_a_machine_heard_is_a_version_that_says_so(desk: Desk) -> None:
    recording = filed(desk, noise())
    item = only(heard(desk, recording, language="uk", reason="a first reading"))
    assert (item.status, item.turns, item.language) == ("transcribed", 2, "uk")
    (transcript,) = transcripts(desk, recording)
    assert transcript.id == item.transcript
    assert (transcript.kind, transcript.made_from, transcript.heard_on) == ("machine", recording.id, recording.id)
    assert transcript.made_by == "fake, plain; 1"
    assert dict(transcript.extra)["task"] == "transcribe" and dict(transcript.extra)["language"] == "uk"
    assert [(turn.start, turn.end, turn.speakers) for turn in transcript.turns] == [(1000, 3000, ()), (4500, 6000, ())]
    assert all(word.start is not None and word.confidence == 0.9 for turn in transcript.turns for word in turn.words)
    assert transcript.doubts[0].what == "these words are made up: the engine is the fake one, for trying things out"
    (act, *_) = actions.log(desk).acts
    assert (act.act, act.agent, act.reason) == ("transcribe", ADA, "a first reading")
    assert set(act.subjects) >= {recording.id, transcript.id}
    assert not any((desk.path / "sound").rglob("*.json")), "what was kept on the way is gone when it is filed"


def test_it_is_found_shown_and_can_be_taken_back(desk: Desk) -> None:
    recording = filed(desk, noise())
    item = only(heard(desk, recording))
    (transcript,) = transcripts(desk, recording)
    word = transcript.turns[0].text.split()[0]
    assert actions.search(desk, word).hits[0].transcript == transcript.id
    assert [told.kind for told in actions.show(desk, recording.conversation).transcripts] == ["machine"]
    assert item.act is not None
    actions.undo(desk, item.act, agent=ADA)
    assert transcripts(desk, recording) == ()
    assert only(heard(desk, recording)).status == "transcribed", "what was taken back can be heard anew"


def test_the_same_hearing_is_not_done_twice_unless_asked(desk: Desk) -> None:
    recording = filed(desk, noise())
    first = only(heard(desk, recording))
    again = only(heard(desk, recording))
    assert (again.status, again.transcript) == ("already", first.transcript)
    assert only(heard(desk, recording, language="en")).status == "transcribed", "other settings are another hearing"
    assert only(heard(desk, recording, again=True)).status == "transcribed"
    assert len(transcripts(desk, recording)) == 3


def test_a_dry_run_does_nothing(desk: Desk) -> None:
    recording = filed(desk, noise())
    answer = heard(desk, recording, dry_run=True)
    assert only(answer).status == "planned" and answer.dry_run
    assert transcripts(desk, recording) == ()


@pytest.mark.parametrize(
    ("model", "why"),
    [
        ("late", "the recording is only 0:06 long"),
        ("reversed", "before it begins"),
        ("nonsense", "control characters"),
        ("empty", "heard nothing, though somebody speaks"),
    ],
)
def test_an_engine_that_talks_nonsense_fails_on_that_recording_and_nothing_is_filed(
    desk: Desk, model: str, why: str
) -> None:
    recording = filed(desk, noise())
    item = only(heard(desk, recording, model=model))
    assert (item.status, item.error) == ("failed", "EngineFailed")
    assert why in item.message
    assert transcripts(desk, recording) == ()


def test_one_bad_recording_does_not_stop_the_rest(desk: Desk) -> None:
    good, other = filed(desk, noise()), filed(desk, noise(seed=4))
    bad = filed(desk, noise(seed=5))
    place = desk.archive.objects.place(desk.archive.catalog.source(bad.source).digest)
    place.chmod(0o644)
    place.write_bytes(b"not sound")
    answer = heard(desk, good, bad, other)
    assert [item.status for item in answer.items] == ["transcribed", "failed", "transcribed"]
    assert answer.failed == 1


def test_doubtful_words_are_marked_and_counted(desk: Desk) -> None:
    loops = only(heard(desk, recording := filed(desk, noise()), model="loops"))
    assert loops.unclear == 1
    silent = only(heard(desk, recording, model="silent"))
    assert silent.unclear == 1
    unsure = only(heard(desk, recording, model="unsure"))
    assert 2 <= unsure.unclear
    told = {head.made_by: head for head in transcripts(desk, recording)}
    doubts = [doubt.what for doubt in told["fake, silent; 1"].doubts if doubt.turn == 1]
    assert doubts == ["“watching”: words where no speech was found"]


def test_silence_makes_no_transcript_and_is_no_failure(desk: Desk) -> None:
    item = only(heard(desk, recording := filed(desk, noise((0.0, 0.0))), model="plain"))
    assert (item.status, item.message) == ("silent", "nobody speaks in it, and the engine heard no word")
    assert transcripts(desk, recording) == ()


def test_the_glossary_guides_it(desk: Desk) -> None:
    recording = filed(desk, noise())
    actions.add_starter(desk, agent=ADA)
    told = dict(heard(desk, recording, hints="Makiivka,  Petro ,", language="en", dry_run=True).settings)["hints"]
    assert told.startswith("Makiivka, Petro, ") and 50 < len(told) <= 400
    bare = dict(heard(desk, recording, hints="Makiivka", glossary=False, dry_run=True).settings)["hints"]
    assert bare == "Makiivka"


def test_a_conversation_is_all_its_recordings_and_what_has_none_is_told(desk: Desk) -> None:
    recording = filed(desk, noise())
    found = actions.transcribe(desk, [recording.conversation], engine="fake", on="here", agent=ADA)
    assert only(found).recording == recording.id
    for ids, error in (([], WrongUsage), (["r0000000000"], NotFound), ([only(found).transcript], WrongUsage)):
        with pytest.raises(error):
            actions.transcribe(desk, ids, engine="fake", on="here", agent=ADA)  # type: ignore[arg-type]
    with pytest.raises(WrongUsage, match="is no server"):
        heard(desk, recording, url="http://127.0.0.1:1")
    with pytest.raises(WrongUsage, match="cannot be done on"):
        heard(desk, recording, on="moon")


# --- engines elsewhere


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A server that is elsewhere, as far as anybody can tell; the list has the sounds that went to it."""
    sent: list[str] = []

    def ask(server: Server, **more: object) -> object:
        sent.append(server.url)
        return {"text": "heard far away"}

    monkeypatch.setattr("earwitness.engines.transcribe.openai.ask", ask)
    return sent


FAR = {"engine": "openai", "url": "https://203.0.113.9/v1"}


def test_nothing_is_sent_elsewhere_without_a_yes(desk: Desk, elsewhere: list[str]) -> None:
    recording = filed(desk, noise())
    with pytest.raises(
        Refused, match=r"this sends the sound of one recording to https://203\.0\.113\.9/v1/audio"
    ) as raised:
        heard(desk, recording, **FAR)
    assert raised.value.exit_code == 6 and "--yes" in raised.value.hint
    asked: list[Sending] = []
    with pytest.raises(Refused):
        heard(desk, recording, **FAR, asked=lambda sending: bool(asked.append(sending)))
    assert asked[0].addresses == ("203.0.113.9",) and asked[0].subjects == (recording.id,)
    assert heard(desk, recording, **FAR, dry_run=True).sent_to == "https://203.0.113.9/v1/audio/transcriptions"
    assert elsewhere == []
    assert only(heard(desk, recording, **FAR, asked=lambda sending: True)).status == "transcribed"
    assert only(heard(desk, recording, **FAR, yes=True, again=True)).status == "transcribed"
    assert len(elsewhere) == 2, "the control: with a yes it goes"


def test_what_terms_or_access_hold_back_is_not_sent_even_with_a_yes(desk: Desk, elsewhere: list[str]) -> None:
    kept = [
        filed(desk, noise(), forbids=("engine",)),
        filed(desk, noise(seed=4), access=Access(kind="restricted")),
    ]
    hushed = filed(desk, noise(seed=5))
    actions.describe(desk, hushed.conversation, fields={"access": "closed"}, agent=ADA)
    free = filed(desk, noise(seed=6), forbids=("export",))
    answer = heard(desk, *kept, hushed, free, **FAR, yes=True)
    assert [item.status for item in answer.items] == ["failed", "failed", "failed", "transcribed"]
    assert {item.error for item in answer.items[:3]} == {"Refused"}
    assert "its terms forbid engine" in answer.items[0].message
    assert len(elsewhere) == 1
    here = [item.status for item in heard(desk, *kept, hushed).items]
    assert here == ["transcribed"] * 3, "an engine on this machine is no exit"


def test_a_server_on_this_machine_needs_no_yes(desk: Desk, elsewhere: list[str]) -> None:
    recording = filed(desk, noise(), forbids=("engine",))
    answer = heard(desk, recording, engine="openai", url="http://127.0.0.1:8080")
    assert only(answer).status == "transcribed" and answer.sent_to is None


def test_a_cluster_elsewhere_is_elsewhere(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    recording = filed(desk, noise(), forbids=("engine",))
    monkeypatch.setenv("RAY_ADDRESS", "ray://cluster.example:10001")
    answer = heard(desk, recording, on="ray", yes=True)
    assert only(answer).error == "Refused"
    assert answer.sent_to == "the Ray cluster at ray://cluster.example:10001"


# --- processes


def test_engines_that_die_or_hang_are_ended_and_told(desk: Desk) -> None:
    recording = filed(desk, noise())
    dies = only(heard(desk, recording, model="dies", on="pool"))
    assert (dies.error, dies.message.split(" (")[0]) == ("EngineFailed", "the engine died")
    hangs = only(heard(desk, recording, model="hangs", on="pool", patience=1.0))
    assert "no sign of life for 1 seconds" in hangs.message
    assert only(heard(desk, recording, on="pool")).status == "transcribed", "the control: one that works"


SLOW = """
import sys
from pathlib import Path

from earwitness import actions
from earwitness.engines import transcribe
from earwitness.engines.transcribe import fake
from msgspec.structs import replace

transcribe.ENGINES["fake"] = replace(transcribe.ENGINES["fake"], longest=500)
before = fake.Fake.hear

def hear(self, samples, settings, alive):
    with open(sys.argv[2], "a") as log:
        log.write(f"{len(samples)}\\n")
    if len(Path(sys.argv[2]).read_text().split()) == int(sys.argv[3]):
        import os, signal
        os.kill(os.getpid(), signal.SIGKILL)
    return before(self, samples, settings, alive)

fake.Fake.hear = hear
with actions.open_desk(Path(sys.argv[1])) as desk:
    answer = actions.transcribe(desk, sys.argv[4:], engine="fake", on="here", agent="Ada Example")
print([item.status for item in answer.items])
"""


def test_a_kill_in_the_middle_loses_one_stretch_and_repeats_none(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed in the fourth stretch of the second recording: the first is filed, three stretches of the second are kept."""
    fake = msgspec.structs.replace(transcribe.ENGINES["fake"], longest=500)
    monkeypatch.setitem(transcribe.ENGINES, "fake", fake)
    stretches: list[int] = []
    before = Fake.hear

    def counted(self: Fake, samples: np.ndarray, *more: Any) -> Heard:
        stretches.append(len(samples))
        return before(self, samples, *more)

    monkeypatch.setattr(Fake, "hear", counted)
    with actions.init(tmp_path / "whole") as whole:
        same = [filed(whole, noise(seconds=3.0, seed=seed)) for seed in (3, 4)]
        heard(whole, same[0])
        first = len(stretches)
        heard(whole, same[1])
        expected = [[turn.text for turn in transcripts(whole, each)[0].turns] for each in same]
    needed, killed = len(stretches), first + 4
    recordings = [filed(desk, noise(seconds=3.0, seed=seed)) for seed in (3, 4)]
    log = tmp_path / "heard.txt"
    call = [sys.executable, "-c", SLOW, str(desk.path), str(log), str(killed), *(each.id for each in recordings)]
    assert subprocess.run(call, stdout=subprocess.DEVNULL, check=False).returncode == -signal.SIGKILL
    assert len(log.read_text().split()) == killed
    stretches.clear()
    answer = heard(desk, *recordings)
    assert [item.status for item in answer.items] == ["already", "transcribed"]
    assert len(stretches) == needed - killed + 1, "only the stretch that was being heard is heard again"
    found = [transcripts(desk, recording) for recording in recordings]
    assert [[turn.text for turn in one.turns] for (one,) in found] == expected
    assert not actions.verify(desk.path).faults


def test_work_that_was_left_behind_goes_when_the_sound_is_erased(desk: Desk) -> None:
    recording = filed(desk, noise())
    from earwitness.actions.soundings import folder_of

    left = folder_of(desk, desk.archive.catalog.source(recording.source).digest) / "heard" / "k" / "0.json"
    left.parent.mkdir(parents=True)
    left.write_text("{}")
    actions.erase(desk, recording.source, agent=ADA)
    assert not left.exists()


def test_the_environment_is_left_as_it_was(desk: Desk) -> None:
    before = dict(os.environ)
    heard(desk, filed(desk, noise()))
    assert dict(os.environ) == before


def test_a_true_engine_through_the_verb(desk: Desk, tmp_path: Path) -> None:
    """A small Whisper with random numbers, loaded by the true code in a process of its own."""
    pytest.importorskip("faster_whisper")
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from benchmarks.tiny_whisper import make

    model = make(tmp_path / "tiny-random")
    recording = filed(desk, noise())
    item = only(heard(desk, recording, engine="faster-whisper", model=str(model), on="pool", beam_size=1))
    assert item.status == "transcribed", item.message
    (transcript,) = transcripts(desk, recording)
    assert transcript.made_by is not None and transcript.made_by.startswith("faster-whisper, tiny-random (")
    assert transcript.kind == "machine" and transcript.turns
    assert all(turn.end is None or turn.end <= recording.duration for turn in transcript.turns)
    assert "language detected" in dict(transcript.extra)
