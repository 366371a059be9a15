"""A turn is mended on its page, and two people at once both see what the other wrote. All of it is fiction."""

from pathlib import Path

from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness import actions
from earwitness.actions.edits import Split, Words

from .conftest import Names

Client = TestClient[Litestar]


def form_of(desk: Client, address: str) -> dict[str, object]:
    """What the form of a turn sends if nobody touches it."""
    page = LexborHTMLParser(desk.get(address).text)
    form = page.css_first("form.mending")
    fields: dict[str, object] = {
        str(field.attributes["name"]): field.attributes.get("value") or ""
        for field in form.css("input")
        if field.attributes.get("type") != "checkbox"
    }
    fields["line"] = form.css_first("textarea").text()
    fields["voice"] = [box.attributes["value"] for box in form.css("input[name=voice]") if "checked" in box.attributes]
    return fields


def texts(desk: Client, names: Names) -> list[str]:
    data = desk.get(f"/api/show?id={names.call}").json()
    return [turn["text"] for each in data["transcripts"] if each["id"] == names.english for turn in each["turns"]]


def test_a_turn_is_mended_without_script(desk: Client, names: Names) -> None:
    turn = f"{names.english}.3"
    page = LexborHTMLParser(desk.get(f"/conversations/{names.call}/turns/{turn}").text)
    (address,) = [link.attributes["href"] for link in page.css("a") if link.text() == "Mend this turn"]
    assert address is not None
    fields = form_of(desk, address)
    assert fields["line"] == "Water on the deck, a list of twelve degrees. [inaudible] There are nine of us."
    fields |= {"line": "Water on the deck, a list of twenty degrees. [inaudible] There are nine of us. (sighs)"}
    fields |= {"start": "1:23.4", "new_voice": "Mate", "voice": [], "do": "save", "reason": "heard again"}
    answer = desk.post(address, data=fields, follow_redirects=False)
    assert answer.status_code == 303
    shown = LexborHTMLParser(desk.get(answer.headers["location"]).text)
    assert "Done and written" in shown.css_first(".notice").text()
    cell = shown.css_first(f"[id='turn-{turn}']").text()
    assert "Mate" in cell and "twenty degrees" in cell and "1:23" in cell
    revised = LexborHTMLParser(desk.get(f"/conversations/{names.call}/revisions/{names.english}").text)
    assert next(node.text(deep=True) for node in revised.css(".revised del")).endswith("twelve. ")
    assert "heard again" in revised.body.text()  # type: ignore[union-attr]


def test_what_the_buttons_do(desk: Client, names: Names) -> None:
    def press(turn: str, **more: object) -> int:
        address = f"/conversations/{names.call}/turns/{names.english}.{turn}/mend"
        return desk.post(address, data={**form_of(desk, address), **more}, follow_redirects=False).status_code

    assert press("3", do="split", second="There are") == 303
    assert texts(desk, names)[2:4] == ["Water on the deck, a list of twelve degrees.", "There are nine of us."]
    assert press("5", do="merge-previous") == 303
    assert (
        press("3", do="split", lines=["Water on the deck, a list", "of twelve degrees. There are nine of us."]) == 303
    )
    assert press("6", do="up") == 303
    assert press("6", do="down") == 303
    assert press("4", do="merge-previous") == 400  # of two voices, and nobody said whose it is
    assert press("4", do="merge-previous", both="1") == 303
    assert press("1", do="insert", inserted="Say again?", inserted_voice="Shore") == 303
    assert press("2", do="drop") == 400
    assert press("2", do="drop", reason="never said") == 303
    assert texts(desk, names) == [
        "Shore, Aurora. How do you hear me?", "Say again?", "Water on the deck, a list",
        "of twelve degrees. There are nine of us. Hold on, Aurora.",
    ]  # fmt: skip
    assert press("1", do="dance") == 400
    assert press("1", do="save", start="soon") == 400


def test_who_comes_second_sees_both_and_loses_nothing(desk: Client, names: Names, folder: Path) -> None:
    turn = f"{names.english}.3"
    address = f"/conversations/{names.call}/turns/{turn}/mend"
    fields = {**form_of(desk, address), "line": "A list of thirteen degrees.", "do": "save"}
    with actions.open_desk(folder) as other:
        actions.correct(other, [Words(turn=turn, line="A list of twenty degrees.")], agent="Boris")
    answer = desk.post(address, data=fields)
    assert answer.status_code == 409
    page = LexborHTMLParser(answer.text)
    assert page.css_first("textarea[name=line]").text() == "A list of thirteen degrees."
    assert "A list of twenty degrees." in page.css_first("[data-clash] .now").text()
    assert desk.post(f"{address}.json", data=fields).json()["clashes"][0]["line"] == "A list of twenty degrees."
    again = {str(field.attributes["name"]): field.attributes.get("value") or "" for field in page.css("form.mending input")
             if field.attributes["name"] in ("token", "revision", "was")}  # fmt: skip
    third = {**fields, **again, "line": "A list of nineteen degrees."}
    assert desk.post(f"{address}.json", data=third).json()["address"].startswith(f"/conversations/{names.call}?done=a")
    assert texts(desk, names)[2] == "A list of nineteen degrees."


def test_a_form_of_a_turn_that_is_gone_keeps_what_was_typed(desk: Client, names: Names, folder: Path) -> None:
    turn = f"{names.english}.4"
    address = f"/conversations/{names.call}/turns/{turn}/mend"
    fields = {**form_of(desk, address), "line": "Hold fast, Aurora.", "do": "save"}
    with actions.open_desk(folder) as other:
        from earwitness.actions.edits import Merge

        actions.correct(other, [Merge(turn=turn, speakers=("Shore",))], agent="Boris")
    answer = desk.post(address, data=fields)
    assert answer.status_code == 409
    assert LexborHTMLParser(answer.text).css_first("textarea[name=line]").text() == "Hold fast, Aurora."


def test_over_the_api_no_word_leaves_that_is_held_back(
    desk: Client, names: Names, token: dict[str, str], folder: Path
) -> None:
    turn = f"{names.private_transcript}.2"
    edits = [{"edit": "words", "turn": turn, "line": "Tell nobody of the zeppelin.", "revision": 1}]
    answer = desk.post("/api/correct", json={"edits": edits}, headers=token)
    assert answer.status_code == 200
    assert "zeppelin" not in answer.text
    late = [{**edits[0], "line": "Tell everybody."}]
    answer = desk.post("/api/correct", json={"edits": late}, headers=token)
    assert (answer.status_code, "zeppelin" in answer.text) == (409, False)
    assert desk.get("/api/line", params={"turn": turn}).status_code == 403
    assert desk.get("/api/diff", params={"transcript": names.private_transcript}).status_code == 403
    open_turn = f"{names.english}.1"
    told = desk.get("/api/line", params={"turn": open_turn}).json()
    assert (told["line"], told["revision"]) == ("Shore, Aurora. How do you hear me?", 1)
    with actions.open_desk(folder) as other:
        actions.correct(other, [Split(turn=open_turn, second="How do")], agent="Boris")
    late = [{"edit": "words", "turn": open_turn, "line": "x", "revision": 1}]
    clash = desk.post("/api/correct", json={"edits": late}, headers=token)
    assert clash.json()["clashes"][0]["found"] == "Bridge: Shore, Aurora."
    named = desk.post("/api/speaker", json={"speaker": f"{names.english}.p1", "label": "Captain"}, headers=token)
    assert named.json()["transcripts"][0]["revision"] == 3
