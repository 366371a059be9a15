"""The API: the same JSON as the commands, through the gate; a bad call never gets a 5xx."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

from earwitness import actions

from .conftest import Names
from .test_routes import ACCESS


def as_json(answer: object) -> Any:
    """What a program sees of an answer."""
    return msgspec.json.decode(msgspec.json.encode(answer))


def test_the_same_json_as_the_commands(desk: TestClient[Litestar], names: Names, folder: Path) -> None:
    with actions.open_desk(folder) as archive:
        expected = as_json(actions.show(archive, names.call))
        assert desk.get("/api/show", params={"id": names.call}).json() == expected
        detail = as_json(actions.show_source(archive, names.english_source))
        assert desk.get("/api/show-source", params={"id": names.english_source}).json() == detail
        assert desk.get("/api/formats").json() == as_json(actions.formats())
        log = as_json(actions.log(archive))
        seen = desk.get("/api/log").json()
        assert [act["id"] for act in seen["acts"]] == [act["id"] for act in log["acts"]]
        verified = as_json(actions.verify(archive))
        assert desk.get("/api/verify").json()["acts"] == verified["acts"]


def test_search_finds_any_form_in_context(desk: TestClient[Litestar], names: Names) -> None:
    found = desk.get("/api/search", params={"q": "палуба", "limit": 5}).json()
    assert (found["total"], found["hits"][0]["conversation"], found["hits"][0]["turn"]) == (1, names.call, 3)
    hit = found["hits"][0]
    assert [hit["text"][start:end] for start, end in hit["highlights"]] == ["палубе"]
    assert (hit["before"], hit["after"]) == ("«Аврора», слышу вас. Что у вас?", "Держитесь, «Аврора».")


def test_export_gives_bytes_with_a_name(desk: TestClient[Litestar], names: Names) -> None:
    answer = desk.get("/api/export", params={"ids": names.call, "to": "jsonl"})
    assert answer.headers["content-disposition"] == f'attachment; filename="{names.call}.jsonl"'
    assert "Как слышите" in answer.text
    everything = desk.get("/api/export", params={"everything": "true", "to": "jsonl"})
    assert "zeppelin" not in everything.text
    assert everything.headers["x-earwitness-withheld"] != "0"


def test_what_is_held_back_shows_nowhere(
    desk: TestClient[Litestar], others: TestClient[Litestar], names: Names
) -> None:
    for door in (desk, others):
        listing = door.get("/api/list").json()
        assert (listing["total"], [item["id"] for item in listing["conversations"]]) == (1, [names.call])
        found = door.get("/api/search", params={"q": "zeppelin"}).json()
        assert (found["total"], found["turns"], found["hits"]) == (0, 0, [])
        assert all(not values for values in found["facets"].values())
        for verb, query in [
            ("show", {"id": names.private}),
            ("show", {"id": names.private_transcript}),
            ("show", {"id": f"{names.private_transcript}.2"}),
            ("show-source", {"id": names.private_source}),
            ("export", {"ids": names.private, "to": "jsonl"}),
            ("export", {"ids": f"{names.call},{names.private}", "to": "jsonl"}),
            ("export", {"ids": names.private_source, "to": "source"}),
        ]:
            answer = door.get(f"/api/{verb}", params=query)
            assert (answer.status_code, answer.json()["error"]) == (403, "Refused"), verb
            assert "zeppelin" not in answer.text
            assert "sisters" not in answer.text
    pages = others.get("/conversations").text + others.get("/search?q=zeppelin").text
    assert names.private not in pages
    assert "sisters" not in pages
    assert "Nothing was found" in pages


def test_the_keepers_own_pages_show_what_the_api_holds_back(desk: TestClient[Litestar], names: Names) -> None:
    assert "sisters" in desk.get("/conversations").text
    assert "zeppelin" in desk.get("/search?q=zeppelin").text


def test_a_wrong_guess_tells_nothing_of_what_is_held_back(desk: TestClient[Litestar], names: Names) -> None:
    wrong = names.private[:-1] + ("0" if names.private[-1] != "0" else "1")
    answer = desk.get("/api/show", params={"id": wrong})
    assert answer.status_code == 404
    assert names.private not in answer.text
    assert names.private in desk.get(f"/conversations/{wrong}").text


def test_reasons_that_touch_what_is_held_back_stay(
    desk: TestClient[Litestar], token: dict[str, str], names: Names
) -> None:
    for name in (names.call, names.private):
        asked = {"id": name, "fields": {"genre": "call"}, "reason": f"because of {name}"}
        assert desk.post("/api/describe", json=asked, headers=token).status_code == 200
    reasons = [act["reason"] for act in desk.get("/api/log").json()["acts"]]
    assert f"because of {names.call}" in reasons
    assert f"because of {names.private}" not in reasons
    assert f"because of {names.private}" in desk.get("/log").text


def test_acts_by_the_api(desk: TestClient[Litestar], token: dict[str, str], names: Names) -> None:
    asked = {"id": names.call, "fields": {"title": "Aurora"}, "reason": "shorter"}
    done = desk.post("/api/describe", json=asked, headers=token).json()
    assert (done["verb"], done["subjects"]) == ("describe", [names.call])
    undone = desk.post("/api/undo", json={"act": done["act"]}, headers=token)
    assert undone.status_code == 200
    assert desk.get("/api/show", params={"id": names.call}).json()["title"] != "Aurora"
    two = {"a": names.call, "b": names.private}
    linked = [desk.post(f"/api/{verb}", json=two, headers=token) for verb in ("link", "unlink", "reject", "reject")]
    assert [answer.status_code for answer in linked] == [200, 200, 200, 400]
    assert [answer.json()["verb"] for answer in linked[:3]] == ["link", "undo", "reject"]
    again = desk.post("/api/reread", json={"source": names.english_source, "dry_run": True}, headers=token)
    assert (again.status_code, again.json()["act"]) == (200, None)
    rebuilt = desk.post("/api/rebuild", headers=token)
    assert (rebuilt.status_code, rebuilt.json()["conversations"]) == (200, 2)
    unsure = desk.post("/api/erase", json={"id": names.private_source, "sure": "yes"}, headers=token)
    assert (unsure.status_code, unsure.json()["error"]) == (400, "WrongUsage")
    assert desk.get(f"/sources/{names.private_source}").status_code == 200


def test_a_conflict_shows_both_versions(desk: TestClient[Litestar], token: dict[str, str], names: Names) -> None:
    asked = {"id": names.call, "fields": {"title": "Mine"}, "expected": {"title": "what I saw an hour ago"}}
    answer = desk.post("/api/describe", json=asked, headers=token)
    assert answer.status_code == 409
    assert answer.json()["error"] == "Conflict"
    assert {"expected", "found"} <= set(answer.json())


@pytest.mark.parametrize(
    ("path", "status", "error"),
    [
        ("/api/show", 400, "WrongUsage"),
        ("/api/show?id=c0000000000", 404, "NotFound"),
        ("/api/show?id=../../etc/passwd", 404, "NotFound"),
        ("/api/show?id=%00", 404, "NotFound"),
        ("/api/show-source?id=", 404, "NotFound"),
        ("/api/search?q=%22open", 400, "BadQuery"),
        ("/api/search?q=x&limit=1001", 400, "WrongUsage"),
        ("/api/search?q=x&limit=-1", 400, "WrongUsage"),
        ("/api/search?q=x&limit=many", 400, "WrongUsage"),
        ("/api/list?order=sideways", 400, "BadInput"),
        ("/api/export?ids=&to=jsonl", 400, "WrongUsage"),
        ("/api/export?ids=c0000000000&to=jsonl", 404, "NotFound"),
        ("/api/export?ids=c0000000000&to=cuneiform", 404, "NotFound"),
        ("/api/resolve?token=zzz", 400, "BadInput"),
        ("/api/nowhere", 404, "NotFound"),
    ],
)
def test_a_bad_call_says_what_is_wrong(desk: TestClient[Litestar], path: str, status: int, error: str) -> None:
    answer = desk.get(path)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert set(answer.json()) >= {"error", "message", "hint", "path", "line"}
    assert answer.json()["message"]


def test_a_query_that_does_not_parse_says_where(desk: TestClient[Litestar]) -> None:
    facts = desk.get("/api/search", params={"q": 'water AND "deck'}).json()
    assert facts["query"] == 'water AND "deck'
    assert facts["position"] is None or 0 <= facts["position"] <= 15


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"id": 1}', b'{"id": "c1", "surprise": 1}', b"\xff\xfe", b"null"])
def test_a_bad_body_is_a_400(desk: TestClient[Litestar], token: dict[str, str], body: bytes) -> None:
    for verb in ("describe", "undo", "link", "unlink", "reject", "erase", "reread", "add"):
        answer = desk.post(f"/api/{verb}", content=body, headers=token | {"content-type": "application/json"})
        assert (verb, answer.status_code, answer.json()["error"]) == (verb, 400, "WrongUsage")


def test_a_body_beyond_the_limit_is_refused(desk: TestClient[Litestar], token: dict[str, str]) -> None:
    body = b'{"id": "c1", "fields": {"title": "' + b"x" * (1 << 20) + b'"}}'
    answer = desk.post("/api/describe", content=body, headers=token | {"content-type": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (413, "BadInput")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    verb=st.sampled_from(["list", "show", "show-source", "search", "log", "cite", "resolve", "export"]),
    query=st.dictionaries(
        st.sampled_from(
            ["id", "q", "ids", "to", "token", "limit", "offset", "since", "until", "order", "in", "exact", "by"]
        ),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    ),
)
def test_no_call_gets_a_5xx(desk: TestClient[Litestar], verb: str, query: dict[str, str]) -> None:
    assert desk.get(f"/api/{verb}", params=query).status_code < 500


def test_the_schema_describes_the_api_and_loads_nothing(desk: TestClient[Litestar]) -> None:
    schema = desk.get("/schema")
    assert schema.headers["content-type"].startswith("application/vnd.oai.openapi+json")
    described = schema.json()
    assert set(described["paths"]) == {path for _, path in ACCESS if path.startswith("/api/")}
    search = described["paths"]["/api/search"]["get"]
    assert {"q", "in", "limit", "since"} <= {parameter["name"] for parameter in search["parameters"]}
    assert search["description"].startswith("Passages")
    assert desk.get("/schema/swagger").status_code == 404
    assert "<script" not in desk.get("/schema/redoc").text


def test_proposals_by_the_api_leave_out_what_is_held_back(
    desk: TestClient[Litestar], folder: Path, names: Names
) -> None:
    empty = desk.get("/api/proposals").json()
    assert empty == {"total": 0, "proposals": [], "as_of": None, "stale": 0}
    copy = folder.parent / "copy.txt"
    copy.write_text(
        "A call, told again (a fictional example)\n\nVera: He told me they sailed with nine hands.\n"
        "Olha: Do not tell anyone about the zeppelin.\nVera: I will not.\nOlha: Good.\n"
    )
    with actions.open_desk(folder) as other:
        actions.add(other, [str(copy)], agent="Ines Marlow")
        assert actions.propose(other).total == 1
    assert desk.get("/api/proposals").json()["total"] == 0
    assert "sisters" not in desk.get("/api/proposals").text
    assert desk.get("/matches.json").json()["total"] == 1, "the keeper's own page shows it"
    assert desk.get("/api/proposals", params={"id": "c0000000000"}).status_code == 404


def test_a_version_is_parted_and_turns_are_linked_by_the_api(
    desk: TestClient[Litestar], token: dict[str, str], names: Names
) -> None:
    done = desk.post("/api/part", json={"id": names.english}, headers=token).json()
    assert desk.get("/api/show", params={"id": names.english}).json()["id"] == done["subjects"][0] != names.call
    two = {"a": names.english, "b": names.call, "turns": [f"{names.english}.1"]}
    linked = desk.post("/api/link", json=two, headers=token)
    assert linked.status_code == 200
    shown = desk.get("/api/show", params={"id": names.call}).json()
    assert [len(transcript["turns"]) for transcript in shown["transcripts"]] == [4, 1]
    assert desk.post("/api/part", json={"id": names.private_transcript}, headers=token).status_code == 400
