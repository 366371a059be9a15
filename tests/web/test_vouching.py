"""Who checked which turns, said on the pages as `describe` says it. All of it is fiction, written for these tests."""

from pathlib import Path
from urllib.parse import urlsplit

from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness import actions
from earwitness.actions.edits import Words
from earwitness.actions.vouchers import Vouchers, wholes

from .conftest import Names

Client = TestClient[Litestar]


def send(desk: Client, token: dict[str, str], **fields: str):  # type: ignore[no-untyped-def]
    (held,) = token.values()
    return desk.post("/checked", data={"token": held, **fields}, follow_redirects=False)


def counted(desk: Client, names: Names) -> list[tuple[int, int, str]]:
    data = desk.get(f"/conversations/{names.call}.json").json()
    return [(one["checked"], one["turns"], one["whole"]) for one in data["checked"]]


def test_a_turn_is_said_to_be_checked_and_taken_back(desk: Client, token: dict[str, str], names: Names) -> None:
    turn = f"{names.english}.3"
    assert counted(desk, names) == [(0, 4, ""), (0, 4, "")]
    answer = send(desk, token, id=turn, back=f"/conversations/{names.call}/turns/{turn}")
    assert answer.status_code == 303
    page = LexborHTMLParser(desk.get(answer.headers["location"]).text)
    assert "Checked by Ines Marlow" in page.css_first(".vouch").text()
    assert "Done and written" in page.css_first(".notice").text()
    assert counted(desk, names) == [(0, 4, ""), (1, 4, "")]
    reading = LexborHTMLParser(desk.get(f"/conversations/{names.call}").text)
    assert [mark.text() for mark in reading.css(f"[id='turn-{turn}'] .checked")] == ["checked"]
    assert len(reading.css(".cell .checked")) == 1
    assert "1 of 4 turns checked" in reading.css_first(f"[data-checked-of='{names.english}']").text()
    send(desk, token, id=turn, take="1")
    assert counted(desk, names) == [(0, 4, ""), (0, 4, "")]


def test_a_whole_version_is_checked_at_once_and_check_goes_by_it(
    desk: Client, token: dict[str, str], names: Names, folder: Path
) -> None:
    send(desk, token, id=names.english)
    assert counted(desk, names) == [(0, 4, ""), (4, 4, "Ines Marlow")]
    page = LexborHTMLParser(desk.get(f"/conversations/{names.call}/turns/{names.english}.1").text)
    assert "with the whole version" in page.css_first(".vouch").text()
    assert page.css(".vouch form") == []
    archive = actions.open_desk(folder)
    with archive:
        assert Vouchers(archive).of_turn(names.english, "3") is not None
        assert Vouchers(archive).of_turn(names.russian, "3") is None
        assert set(wholes(archive, [names.english, names.russian])) == {names.english}
    send(desk, token, id=names.english, take="1")
    assert counted(desk, names) == [(0, 4, ""), (0, 4, "")]


def test_an_undo_takes_a_check_back_and_the_answer_leads_nowhere_else(
    desk: Client, token: dict[str, str], names: Names
) -> None:
    answer = send(desk, token, id=f"{names.russian}.1", back="//elsewhere.example/")
    where = urlsplit(answer.headers["location"])
    assert (where.netloc, where.path, where.fragment) == ("", f"/conversations/{names.call}", f"turn-{names.russian}.1")
    act = where.query.removeprefix("done=")
    assert counted(desk, names)[0][0] == 1
    (held,) = token.values()
    desk.post("/log/undo", data={"token": held, "act": act}, follow_redirects=False)
    assert counted(desk, names)[0][0] == 0
    assert send(desk, token, id=names.call).status_code == 400


def test_others_are_not_told_who_checked_what(
    desk: Client, others: Client, token: dict[str, str], names: Names
) -> None:
    send(desk, token, id=f"{names.english}.3")
    page = others.get(f"/conversations/{names.call}").text
    assert "Ines Marlow" not in page
    assert 'class="aside checked' not in page
    assert 'class="aside checked' in desk.get(f"/conversations/{names.call}").text
    assert others.post("/checked", data={"id": f"{names.english}.1"}).status_code in (404, 405)


def test_the_status_of_the_work_checks_no_turn_and_the_page_says_so(
    desk: Client, token: dict[str, str], names: Names, folder: Path
) -> None:
    said = "That says nothing of its turns"
    assert said not in desk.get(f"/conversations/{names.call}").text, "the control: its status is new"
    with actions.open_desk(folder) as archive:
        actions.triage(archive, [names.call], agent="Ines Marlow", status="checked")
    assert counted(desk, names) == [(0, 4, ""), (0, 4, "")]
    assert said in desk.get(f"/conversations/{names.call}").text
    for version in (names.english, names.russian):
        send(desk, token, id=version)
    assert said not in desk.get(f"/conversations/{names.call}").text, "every turn is checked: there is nothing to say"


def test_a_turn_corrected_since_is_no_longer_checked(
    desk: Client, token: dict[str, str], names: Names, folder: Path
) -> None:
    send(desk, token, id=names.english, heard="1")
    with actions.open_desk(folder) as archive:
        actions.correct(archive, [Words(turn=f"{names.english}.3", line="Water on the deck.")], agent="Boris")
    assert counted(desk, names) == [(0, 4, ""), (3, 4, "Ines Marlow")]
    page = LexborHTMLParser(desk.get(f"/conversations/{names.call}").text)
    assert page.css_first(f"[id='turn-{names.english}.3'] .outdated") is not None
    assert "3 of 4 turns checked, 3 against the sound, 1 corrected since" in page.css_first(".checks").text()
    turn = desk.get(f"/conversations/{names.call}/turns/{names.english}.3").text
    assert "and corrected since" in turn and "I checked this turn" in turn


def test_a_machine_s_unchecked_words_look_so_to_everybody(
    desk: Client, others: Client, token: dict[str, str], names: Names, folder: Path
) -> None:
    with actions.open_desk(folder) as archive:
        actions.describe(archive, names.english, agent="Ines Marlow", fields={"kind": "machine"})
        actions.describe(archive, f"{names.english}.2", agent="Ines Marlow", fields={"status": "checked"})
    for browser in (desk, others):
        page = LexborHTMLParser(browser.get(f"/conversations/{names.call}").text)
        marked = [cell.attributes["id"] for cell in page.css(".cell.machine")]
        assert marked == [f"turn-{names.english}.{number}" for number in (1, 3, 4)]
    told = others.get("/api/show", params={"id": names.call}).json()["transcripts"][1]
    assert told["progress"] == {"turns": 4, "checked": 1, "heard": 0, "outdated": 0}
    assert told["turns"][1]["checked"]["agent"] == ""
