"""The ledger: who checked which turn, against what, and whether it holds; unchecked machine text says so wherever it goes."""

from __future__ import annotations

import pytest

from earwitness import actions
from earwitness.actions import Desk
from earwitness.actions.edits import Split, Words
from earwitness.actions.vouchers import HEARD, Vouchers, caveat, ledger, unchecked

ADA, BORIS = "Ada Example", "Boris Example"


def checked(desk: Desk, id: str) -> dict[str, tuple[int, bool, bool]]:
    """The turns that somebody checked: in which revision, whether against the sound, whether it is outdated."""
    found = ledger(desk, [desk.archive.catalog.transcript(id)])
    return {name.partition(".")[2]: (each.revision, each.heard, each.outdated) for name, each in found.items()}


def say(desk: Desk, id: str, status: str = "checked", agent: str = ADA) -> None:
    actions.describe(desk, id, agent=agent, fields={"status": status})


def mend(desk: Desk, *edits) -> str:  # type: ignore[no-untyped-def]
    return str(actions.correct(desk, edits, agent=BORIS).act)


def test_a_check_is_of_the_words_as_they_stood(desk: Desk, filed) -> None:  # type: ignore[no-untyped-def]
    (id,) = filed.transcripts
    say(desk, f"{id}.1")
    say(desk, f"{id}.3", HEARD)
    assert checked(desk, id) == {"1": (1, False, False), "3": (1, True, False)}
    act = mend(desk, Words(turn=f"{id}.3", line="Eighty."))
    assert checked(desk, id) == {"1": (1, False, False), "3": (1, True, True)}
    assert Vouchers(desk).of_turn(id, "3") is None
    actions.undo(desk, act, agent=ADA)
    assert checked(desk, id)["3"] == (1, True, False), "the words that were checked stand again"
    act = mend(desk, Words(turn=f"{id}.3", line="Eighty."))
    say(desk, f"{id}.3", agent=BORIS)
    assert checked(desk, id)["3"] == (2, False, False)
    actions.undo(desk, act, agent=ADA)
    assert checked(desk, id)["3"] == (2, False, True), "what was checked then was taken back"


def test_a_whole_version_is_checked_but_for_what_was_corrected_since(desk: Desk, filed) -> None:  # type: ignore[no-untyped-def]
    (id,) = filed.transcripts
    say(desk, id, HEARD)
    mend(desk, Split(turn=f"{id}.1", second="we have"))
    assert {turn for turn, (_, _, outdated) in checked(desk, id).items() if outdated} == {"1", "5"}
    say(desk, f"{id}.1")
    assert checked(desk, id)["1"] == (2, False, False)
    shown = actions.show(desk, id).transcripts[0]
    assert shown.progress is not None
    assert (shown.progress.turns, shown.progress.checked, shown.progress.heard, shown.progress.outdated) == (5, 4, 3, 1)
    told = shown.turns[0].checked
    assert told is not None
    assert (told.agent, told.revision, told.whole) == (ADA, 2, False)


@pytest.mark.parametrize("to", ["text", "markdown", "html", "docx", "tei", "jsonl", "eaf", "lrc", "trs"])
def test_machine_text_that_nobody_checked_says_so_in_a_file(desk: Desk, filed, to: str) -> None:  # type: ignore[no-untyped-def]
    import io
    import zipfile

    (id,) = filed.transcripts

    def written() -> str:
        _, content = actions.export(desk, [id], to=to, fresh=True)
        if to == "docx":
            content = b" ".join(zipfile.ZipFile(io.BytesIO(content)).read(name) for name in ("word/document.xml",))
        return content.decode()

    assert "machine text" not in written()
    actions.describe(desk, id, agent=ADA, fields={"kind": "machine", "made_by": "an engine"})
    assert "machine text that nobody checked" in written()
    say(desk, f"{id}.1")
    say(desk, f"{id}.2")
    say(desk, f"{id}.4")
    mend(desk, Words(turn=f"{id}.2", line="How many are you?"))
    assert "machine text; of 4 turns a person checked 1, 4, and nobody the others" in written()
    if to == "html":
        assert written().count('class="unchecked"') == 2
    say(desk, id)
    assert "machine text" not in written()


def test_what_nobody_checked_is_told_in_runs(desk: Desk, filed) -> None:  # type: ignore[no-untyped-def]
    (id,) = filed.transcripts
    transcript = desk.archive.catalog.transcript(id)
    assert unchecked(desk, [transcript]) == {}, "what a person wrote is nobody's machine text"
    told = caveat(transcript, frozenset({"4"}))
    assert told == "machine text; of 4 turns a person checked 1–3, and nobody the others"
    assert caveat(transcript, frozenset()) == ""
