"""The log and the button that takes an act back."""

from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from .conftest import Names


def form(page: str, action: str) -> dict[str, str]:
    """Returns the hidden fields of the first form that goes there."""
    found = LexborHTMLParser(page).css_first(f'form[action="{action}"]')
    return {str(field.attributes["name"]): str(field.attributes["value"]) for field in found.css("input[type=hidden]")}


def test_an_act_is_taken_back_and_the_log_says_so(
    desk: TestClient[Litestar], token: dict[str, str], names: Names
) -> None:
    asked = {"id": names.call, "fields": {"title": "Aurora"}, "reason": "shorter & <better>"}
    act = desk.post("/api/describe", json=asked, headers=token).json()["act"]
    log = desk.get("/log").text
    assert LexborHTMLParser(log).css_first(f"#act-{act} bdi:last-child").text()
    assert "shorter &amp; &lt;better&gt;" in log
    fields = form(log, "/log/undo")
    assert fields["act"] == act
    answer = desk.post("/log/undo", data=fields)
    assert answer.status_code == 200
    document = LexborHTMLParser(answer.text)
    assert document.css_first(".notice").text().startswith("Done and written: act a")
    assert "taken back by" in document.css_first(f"#act-{act}").text()
    assert desk.get("/api/show", params={"id": names.call}).json()["title"] != "Aurora"


def test_a_form_without_its_token_does_nothing(desk: TestClient[Litestar], names: Names) -> None:
    fields = form(desk.get("/log").text, "/log/undo")
    before = desk.get("/log.json").json()["total"]
    for wrong in ({"act": fields["act"]}, fields | {"token": "0" * 64}, fields | {"token": ""}):
        refused = desk.post("/log/undo", data=wrong)
        assert refused.status_code == 403
        assert "does not carry the token" in refused.text
    desk.cookies.clear()
    assert desk.post("/log/undo", data=fields).status_code == 403
    assert desk.get("/log.json").json()["total"] == before


def test_the_log_is_narrowed(desk: TestClient[Litestar], names: Names) -> None:
    assert {act["verb"] for act in desk.get("/log.json?verb=add").json()["acts"]} == {"added"}
    assert desk.get("/log.json?agent=Nobody").json()["total"] == 0
    about = desk.get(f"/log.json?subject={names.private_source}").json()["acts"]
    assert len(about) == 1
    assert desk.post("/log/undo", data={"token": form(desk.get("/log").text, "/log/undo")["token"]}).status_code == 400


def test_the_log_stands_by_days_and_calls_things_by_their_names(desk: TestClient[Litestar], names: Names) -> None:
    document = LexborHTMLParser(desk.get("/log").text)
    assert len(document.css(".acts h2")) == 1
    linked = {str(link.attributes["href"]): link.text() for link in document.css(".act a")}
    assert linked[f"/conversations/{names.call}"].startswith("Переговоры «Авроры»")
    assert linked[f"/sources/{names.english_source}"].startswith("The Aurora calls the shore")
    assert linked[f"/conversations/{names.english}"].endswith("(Translation, English)")
    digests = [code.text() for code in document.css(".act code")]
    assert digests[1:-1:2] == digests[2::2], "each line names the one before"


def test_days_narrow_the_log_here_and_for_programs(desk: TestClient[Litestar]) -> None:
    total = desk.get("/log.json").json()["total"]
    day = desk.get("/api/log").json()["acts"][0]["time"][:10]
    assert desk.get(f"/log.json?since={day}&until={day}").json()["total"] == total
    assert desk.get(f"/api/log?since={day}").json()["total"] == total
    assert desk.get("/api/log?until=2001").json()["total"] == 0
    refused = desk.get("/log?since=yesterday")
    assert refused.status_code == 400
    assert "write a day, a month or a year" in refused.text.lower()


def test_the_log_calls_what_people_wrote_by_its_words(
    desk: TestClient[Litestar], token: dict[str, str], names: Names
) -> None:
    ids = {}
    for verb, said in (
        ("note", {"text": "The list, counted twice\nby the bridge", "words": "list of twelve"}),
        ("code", {"code": "loss/count", "create": True}),
        ("caution", {"kind": "grief"}),
    ):
        answer = desk.post(f"/api/{verb}", json={"turn": f"{names.english}.3", **said}, headers=token)
        ids[verb] = answer.json()["subjects"][0]

    def told() -> dict[str, tuple[str, str]]:
        found = desk.get("/log").text
        return {
            str(link.attributes["title"]): (link.text(), str(link.attributes["href"]))
            for link in LexborHTMLParser(found).css(".act a[title]")
        }

    assert told()[ids["code"]][0] == "a passage coded loss/count"
    assert told()[ids["caution"]] == ("a passage about grief", told()[ids["code"]][1])
    assert told()[ids["note"]][0] == "a note on a covered passage"
    assert told()[ids["note"]][1].startswith(f"/conversations/{names.english}")
    assert any(text == "the code loss/count" and "/codebook?code=k" in href for text, href in told().values())
    desk.cookies.set("earwitness-care", "grief")
    assert told()[ids["note"]][0] == "the note “The list, counted twice by the bridge”"
    desk.post("/api/undo", json={"act": desk.get("/log.json?verb=note").json()["acts"][0]["id"]}, headers=token)
    text, href = told()[ids["note"]]
    assert (text, href) == (f"a note {ids['note']}", f"/log?subject={ids['note']}"), (
        "taken back: its id leads to what was done"
    )
