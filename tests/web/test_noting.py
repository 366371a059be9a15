"""Writing on passages over HTTP: by form without script, and over the API; both find the words again."""

from litestar import Litestar
from litestar.testing import TestClient

from .conftest import Names
from .test_acts import form

Desk = TestClient[Litestar]


def sent(desk: Desk, address: str, **fields: object) -> str:
    """Sends a form as the reading page would; returns where the answer leads."""
    token = form(desk.get("/log").text, "/log/undo")["token"]
    answer = desk.post(address, data={"token": token, **fields}, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def test_a_note_is_written_by_form_and_leads_to_its_turn(desk: Desk, names: Names) -> None:
    turns = [f"{names.english}.3", f"{names.english}.4"]
    words, suffixes = ["Water on\r\nthe deck", "Hold on"], [", a list", ""]
    led = sent(
        desk, "/note", turn=turns, words=words, suffix=suffixes, text="<b>Which</b> deck?", versions=names.english
    )
    assert led.startswith(f"/conversations/{names.call}?versions={names.english}&done=a")
    assert led.endswith(f"#turn-{turns[0]}")
    (note,) = desk.get("/api/remarks", params={"id": names.call}).json()["notes"]
    assert note["text"] == "<b>Which</b> deck?"
    assert [(place["turn_id"], place["words"], place["state"]) for place in note["places"]] == [
        (turns[0], "Water on the deck", "exact"), (turns[1], "Hold on", "exact"),
    ]  # fmt: skip
    answered = sent(desk, "/note", note=note["id"], text="The car deck.", back="/notes?code=x&done=old#here")
    assert answered.startswith("/notes?code=x&done=a")
    assert answered.endswith("#here")
    assert sent(desk, "/note", note=note["id"], text="?", back="//elsewhere.test/").startswith("/conversations/")
    sent(desk, "/note", note=note["id"], reword="1", was=note["text"], text="Which deck?")
    first, second, _ = desk.get("/api/remarks", params={"id": names.call}).json()["notes"]
    assert (first["text"], second["answers"], first["can_undo"]) == ("Which deck?", note["id"], False)


def test_codes_and_cautions_are_put_and_taken_off_by_form(desk: Desk, names: Names) -> None:
    turn = f"{names.english}.3"
    sent(desk, "/code", turn=turn, words="nine of us", new_code="people/count")
    sent(desk, "/code", turn=turn, code="people")
    sent(desk, "/caution", turn=turn, words="list", kind="injury")
    sent(desk, "/caution", whole=names.call, kind="grief")
    found = desk.get("/api/remarks", params={"id": names.call}).json()
    first = found["codings"][0]
    assert (first["path"], first["places"][0]["words"]) == ("people/count", "nine of us")
    assert [(each["kind"], each["whole"]) for each in found["cautions"]] == [("injury", None), ("grief", names.call)]
    led = sent(desk, "/withdraw", id=found["cautions"][1]["id"])
    assert led.startswith(f"/conversations/{names.call}?done=a")
    assert len(desk.get("/api/remarks", params={"id": names.call}).json()["cautions"]) == 1


def test_the_api_gives_what_the_commands_give(desk: Desk, token: dict[str, str], names: Names) -> None:
    def act(path: str, **asked: object) -> object:
        answer = desk.post(f"/api/{path}", json=asked, headers=token)
        assert answer.status_code == 200, answer.text
        return answer.json()

    turn = f"{names.russian}.3"
    act("change-codebook", do="add", code="danger/water", means="The sea comes in.")
    act("code", turn=turn, words="Вода на палубе", code="water")
    act("note", passages=[{"turn": turn, "words": "крен"}, {"turn": f"{names.russian}.4"}], text="Насколько?")
    act("caution", turn=turn, kind="death")
    act("change-codebook", do="rename", code="danger/water", to="flood", expected="water")
    late = desk.post(
        "/api/change-codebook",
        headers=token,
        json={"do": "rename", "code": "danger/flood", "to": "sea", "expected": "water"},
    )
    assert (late.status_code, late.json()["error"]) == (409, "Conflict")
    codes = desk.get("/api/codebook").json()["codes"]
    assert [(code["path"], code["passages_below"]) for code in codes] == [("danger", 1), ("danger/flood", 1)]
    found = desk.get("/api/notes", params={"code": "danger"}).json()
    assert (found["total"], found["codings"][0]["places"][0]["words"]) == (1, "Вода на палубе")
    assert found["titles"] == {names.call: desk.get("/api/show", params={"id": names.call}).json()["title"]}
    coding = found["codings"][0]["id"]
    act("withdraw", id=coding)
    assert desk.get("/api/notes", params={"code": "danger"}).json()["total"] == 0
    wrong = desk.post("/api/note", json={"turn": turn, "words": "no such words", "text": "?"}, headers=token)
    assert wrong.status_code == 404


def test_of_what_is_held_back_nothing_shows(desk: Desk, others: Desk, token: dict[str, str], names: Names) -> None:
    asked = {"turn": f"{names.private_transcript}.2", "words": "zeppelin", "code": "secret/airship", "create": True}
    assert desk.post("/api/code", json=asked, headers=token).status_code == 200
    noted = {"turn": f"{names.private_transcript}.2", "text": "Why the airship?"}
    assert desk.post("/api/note", json=noted, headers=token).status_code == 200
    open_one = {"turn": f"{names.english}.3", "code": "danger", "create": True}
    assert desk.post("/api/code", json=open_one, headers=token).status_code == 200
    assert desk.get("/api/notes").json()["total"] == 1, "the API is an exit, for the keeper too"
    found = others.get("/api/notes").json()
    assert (found["total"], [each["path"] for each in found["codings"]]) == (1, ["danger"])
    assert [code["path"] for code in others.get("/api/codebook").json()["codes"]] == ["danger"]
    for code in ("secret", "secret/airshi", "nothing"):
        assert others.get("/api/notes", params={"code": code}).json()["total"] == 0
    refused = others.get("/api/remarks", params={"id": names.private})
    assert refused.status_code == 403
    assert "airship" not in refused.text + others.get("/api/codebook").text + others.get("/api/notes").text
