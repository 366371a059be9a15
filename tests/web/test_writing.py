"""The writing desk without script: begun, saved, handed in; blind until then. The ferry Aurora is invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness import actions

from ..actions.tapes import tone
from .conftest import Names
from .test_acts import form

Desk = TestClient[Litestar]


@pytest.fixture
def recording(desk: Desk, folder: Path, names: Names, tmp_path: Path) -> str:
    tape = tmp_path / "aurora.wav"
    tape.write_bytes(tone(4))
    with actions.open_desk(folder) as keeper:
        return actions.add(keeper, [str(tape)], agent="Ines Marlow", conversation=names.call).added[0].recordings[0]


def begun(desk: Desk, of: str, **given: str) -> str:
    """Returns the address of a draft that was begun by the form."""
    fields = form(desk.get(f"/write?of={of}").text, "/write")
    return str(desk.post("/write", data={**fields, **given}).url.path)


def saved(desk: Desk, address: str, do: str = "save", **turns: list[str]) -> Any:
    """Sends the form of a draft with these fields of its turns."""
    page = LexborHTMLParser(desk.get(address).text)
    fields: dict[str, Any] = form(desk.get(address).text, address)
    ids = [str(node.attributes["value"]) for node in page.css("input[name=turn]")]
    of = [str(node.attributes["value"] or "") for node in page.css("input[name=of]")]
    blank = [""] * len(ids)
    rows = dict.fromkeys(("speaker", "text", "start", "end", "second", "note"), blank)
    rows |= {name: [*values, *blank[len(values) :]] for name, values in turns.items()}
    return desk.post(address, data={**fields, "turn": ids, "of": of, "do": do, "name": "", "language": "en", **rows})


def test_a_recording_is_written_down_without_script(desk: Desk, names: Names, recording: str) -> None:
    assert f"/write?of={recording}" in desk.get(f"/conversations/{names.call}").text
    address = begun(desk, recording, language="en")
    page = LexborHTMLParser(desk.get(address).text)
    assert page.css_first("audio").attributes["src"] == f"/recordings/{recording}/sound"
    answer = saved(desk, address, speaker=["Bridge", "Shore"], text=["Shore, Aurora. (coughs)", "I hear you."],
                   start=["0:00.5", "0:02"])  # fmt: skip
    assert answer.status_code == 200
    fields = LexborHTMLParser(answer.text)
    assert [node.text() for node in fields.css("textarea[name=text]")][:2] == ["Shore, Aurora. (coughs)", "I hear you."]
    assert [node.attributes["value"] for node in fields.css("input.time")][:3] == ["0:00.500", "", "0:02"]
    landed = saved(desk, address, "hand-in", speaker=["Bridge"], text=["Shore, Aurora. (coughs)"])
    assert landed.url.path == f"/conversations/{names.call}"
    shown = desk.get("/api/show", params={"id": names.call}).json()
    (mine,) = [each for each in shown["transcripts"] if each["made_by"]]
    assert [turn["text"] for turn in mine["turns"]] == ["Shore, Aurora."]
    assert desk.get(address).status_code == 404


def test_a_time_that_is_none_is_told_and_what_was_typed_stays(desk: Desk, recording: str) -> None:
    address = begun(desk, recording)
    answer = saved(desk, address, text=["Shore, Aurora."], start=["soon"])
    assert answer.status_code == 400
    page = LexborHTMLParser(answer.text)
    assert "no time within a recording" in page.css_first(".notice").text()
    assert page.css_first("textarea[name=text]").text() == "Shore, Aurora."


def test_a_translation_stands_beside_what_it_renders(desk: Desk, names: Names) -> None:
    address = begun(desk, names.english, language="uk")
    page = LexborHTMLParser(desk.get(address).text)
    said = [node.text() for node in page.css(".original .said")]
    assert said[2].startswith("Water on the deck")
    assert len(page.css("textarea[name=text]")) == len(said) == 4


def test_a_blind_writer_does_not_see_the_others_until_they_ask(desk: Desk, names: Names, recording: str) -> None:
    address = begun(desk, recording, blind="1")
    for hidden in (f"/conversations/{names.call}", f"/conversations/{names.call}/turns/{names.english}.3",
                   f"/conversations/{names.call}/print"):  # fmt: skip
        answer = desk.get(hidden)
        assert answer.status_code == 403
        assert "Water on the deck" not in answer.text
        assert address in answer.text
    assert "Water on the deck" not in desk.get("/search?q=Aurora").text
    answer = saved(desk, address, "look-up", text=["Shore, Aurora."])
    assert answer.url.path == f"/conversations/{names.call}"
    assert "Water on the deck" in answer.text


def test_put_away_and_taken_out_again(desk: Desk, recording: str) -> None:
    address = begun(desk, recording)
    listed = saved(desk, address, "away", text=["Shore, Aurora."])
    assert listed.url.path == "/write"
    fields = form(listed.text, address)
    again = desk.post(address, data={**fields, "do": "back"})
    assert again.status_code == 200
    assert LexborHTMLParser(again.text).css_first("textarea[name=text]").text() == "Shore, Aurora."


def test_two_windows_lose_nothing_over_the_api(desk: Desk, token: dict[str, str], recording: str) -> None:
    draft = desk.post("/api/write", json={"of": recording}, headers=token).json()
    asked = {"id": draft["id"], "version": 0, "turns": [{"id": "1", "text": "Shore, Aurora."}]}
    assert desk.post("/api/save-draft", json=asked, headers=token).json()["version"] == 1
    other = {**asked, "turns": [{"id": "1", "text": "Shore, this is Aurora."}]}
    refused = desk.post("/api/save-draft", json=other, headers=token)
    assert (refused.status_code, refused.json()["error"]) == (409, "Conflict")
    page = LexborHTMLParser(desk.get(f"/drafts/{draft['id']}").text)
    assert "Shore, this is Aurora." in page.css_first("details.notice").text()
    assert page.css_first("textarea[name=text]").text() == "Shore, Aurora."
    done = desk.post("/api/hand-in", json={"id": draft["id"], "version": 1}, headers=token).json()
    assert done["verb"] == "write"
