"""The work on conversations at the desk: lists, many at once, a queue. All of it is fiction, written for these tests."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness.publish.parts import ConversationRow
from earwitness.publish.work import WorkRow

from .conftest import Names

Client = TestClient[Litestar]

BARE = ConversationRow(
    id="c1", title="A call", address="/conversations/c1", genre="", held="", published="", languages=(), speakers=(),
    turns=0, versions=0,
)  # fmt: skip


def page(desk: Client, address: str) -> LexborHTMLParser:
    answer = desk.get(address)
    assert answer.status_code == 200, answer.text[:400]
    return LexborHTMLParser(answer.text)


def send(desk: Client, address: str, token: dict[str, str], **fields: str | list[str]):  # type: ignore[no-untyped-def]
    (held,) = token.values()
    return desk.post(address, data={"token": held, **fields}, follow_redirects=False)


def listed(desk: Client, **asked: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = desk.get("/api/list", params=asked).json()["conversations"]
    return found


def test_many_are_said_to_be_read_and_one_undo_takes_it_back(desk: Client, token: dict[str, str], names: Names) -> None:
    answer = send(desk, "/triage", token, do="triage", id=[names.call, names.private], query="order=title", status="read",
                  assignee="Ines", add_set="Night calls", priority="high")  # fmt: skip
    assert answer.status_code == 303
    where = urlsplit(answer.headers["location"])
    assert (where.path, dict(parse_qsl(where.query))["order"]) == ("/conversations", "title")
    shown = page(desk, answer.headers["location"])
    assert "said where the work stands" in shown.css_first(".notice").text()
    act = shown.css_first(".notice input[name=act]").attributes["value"]
    assert [
        (one["status"], one["assignee"], one["priority"], one["sets"]) for one in listed(desk, set="Night calls")
    ] == [("read", "Ines", "high", ["Night calls"])]  # the API is an exit: what is restricted does not leave
    assert len(page(desk, "/conversations?set=Night%20calls").css("tbody tr")) == 2
    send(desk, "/log/undo", token, act=str(act))
    assert listed(desk, set="Night calls") == []


def test_what_stands_of_the_work_is_told_apart(desk: Client, token: dict[str, str], names: Names) -> None:
    def work(order: str) -> str:
        return page(desk, f"/conversations?order={order}").css_first("td[data-label=Work]").text(strip=False).strip()

    assert work("title") == "new"
    send(desk, "/triage", token, do="triage", id=[names.call], query="", status="read", assignee="Ines",
         add_set="Night calls", priority="high")  # fmt: skip
    assert work("priority").replace("\xa0", " ") == "read, high priority, Ines, Night calls"
    doubted = WorkRow(conversation=BARE, state="new", needs=("3 doubts",))
    assert [text for _, text in doubted.pieces] == ["new", "3 doubts"]


def test_all_that_were_found_may_be_chosen(desk: Client, token: dict[str, str]) -> None:
    send(desk, "/triage", token, do="triage", which="all", query="status=new", status="set aside")
    assert page(desk, "/conversations?status=new").css("tbody tr") == []
    assert send(desk, "/triage", token, do="triage", query="status=new", status="read").status_code == 400
    assert page(desk, "/conversations?status=set%20aside").css("tbody tr") != []


def test_a_code_is_put_on_the_chosen_and_on_one(
    desk: Client, others: Client, token: dict[str, str], names: Names
) -> None:
    led = send(desk, "/triage", token, do="code", id=[names.call, names.private], query="order=title", code="sea/ferry")
    where = urlsplit(led.headers["location"])
    assert (where.path, dict(parse_qsl(where.query))["order"]) == ("/conversations", "title")
    rows = [row.text() for row in page(desk, "/conversations?code=sea").css("tbody .codes bdi")]
    assert rows == ["sea/ferry", "sea/ferry"]
    assert [code.text() for code in page(desk, f"/conversations/{names.call}").css(".about a")] == ["sea/ferry"]
    here = f"/conversations/{names.call}?differ=any"
    led = send(desk, "/triage", token, do="code", id=names.call, code="storm", back=here)
    assert led.headers["location"].startswith(f"{here}&done=")
    assert [one["codes"] for one in listed(desk)] == [["sea/ferry", "storm"]]
    assert "on 2 conversations as a whole" in page(desk, "/codebook").css_first(".codebook .label").text()
    assert "the whole conversation" in page(desk, "/notes?code=storm").css_first(".written").text()
    assert others.get("/conversations?code=sea").status_code == 403
    theirs = others.get("/codebook").text
    assert ("on 1 conversation as a whole" in theirs, "on 2" in theirs) == (True, False)
    send(desk, "/triage", token, do="uncode", which="all", query="code=sea", code="sea/ferry")
    assert page(desk, "/conversations?code=sea").css("tbody tr") == []
    assert send(desk, "/triage", token, do="code", id=names.call, code="").status_code == 400
    answer = desk.post("/api/code", json={"code": "storm", "conversations": [names.call], "off": True}, headers=token)
    assert (answer.status_code, listed(desk)[0]["codes"]) == (200, [])


def test_an_export_of_the_chosen_passes_the_gate(desk: Client, token: dict[str, str], names: Names) -> None:
    answer = send(desk, "/triage", token, do="export", id=[names.call], to="jsonl")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    assert "Water on the deck" in answer.text
    refused = send(desk, "/triage", token, do="export", id=[names.call, names.private], to="jsonl")
    assert refused.status_code == 403
    assert "zeppelin" not in refused.text
    shown = LexborHTMLParser(refused.text)
    assert shown.css_first("main .plain li").text().strip().endswith("· restricted")
    assert "Export the rest: 1 conversation" in shown.css_first("main form").text()
    fields = {str(each.attributes["name"]): str(each.attributes["value"]) for each in shown.css("main form input")}
    (held,) = token.values()
    sent = {**fields, "token": held, "do": "export", "id": [names.call, names.private]}
    rest = desk.post("/triage", data=sent)
    assert (rest.status_code, "Water on the deck" in rest.text, "zeppelin" in rest.text) == (200, True, False)
    everything = send(desk, "/triage", token, do="export", which="all", query="order=title", to="codings")
    assert everything.status_code == 403
    assert LexborHTMLParser(everything.text).css("main form input[name=id]") == []
    assert send(desk, "/triage", token, do="export", id=names.private, to="text", permitted="1").status_code == 403
    assert desk.get(f"/api/export?ids={names.call},{names.private}&to=text").status_code == 403
    some = desk.get(f"/api/export?ids={names.call},{names.private}&to=text&permitted=true")
    assert (some.status_code, some.headers["x-earwitness-withheld"], "zeppelin" in some.text) == (200, "1", False)


def test_two_are_joined_after_a_look(desk: Client, token: dict[str, str], names: Names) -> None:
    answer = send(desk, "/triage", token, do="join", id=[names.call, names.private], query="")
    asked = page(desk, answer.headers["location"])
    assert len(asked.css("tbody tr")) == 2
    ids = [str(field.attributes["value"]) for field in asked.css("input[name=id]")]
    joined = send(desk, "/triage/join", token, id=ids, reason="one call")
    assert desk.get(joined.headers["location"]).status_code == 200
    assert desk.get(f"/conversations/{names.private}.json").json()["id"] == names.call
    assert (
        send(desk, "/triage", token, do="join", id=[names.call], query="")
        .headers["location"]
        .startswith("/triage/join")
    )
    assert desk.get(f"/triage/join?ids={names.call}").status_code == 400


def test_a_queue_opens_the_next_and_keeps_its_place(desk: Client, token: dict[str, str], names: Names) -> None:
    first = desk.get("/queue?status=new", follow_redirects=False).headers["location"]
    name, query = urlsplit(first).path.rpartition("/")[2], dict(parse_qsl(urlsplit(first).query))["queue"]
    strip = page(desk, first).css_first(".work")
    total = len(page(desk, "/conversations?status=new").css("tbody tr"))
    assert f"1 of {total}" in strip.text()
    assert [button.attributes.get("data-key") for button in strip.css(".keyed button")] == ["1", "2", "3", "4", "5"]
    assert strip.css_first("[aria-pressed=true]").text() == "new"
    answer = send(desk, "/queue", token, id=name, queue=query, was="new", status="read")
    onward = answer.headers["location"]
    assert urlsplit(onward).path != urlsplit(first).path
    assert dict(parse_qsl(urlsplit(onward).query))["queue"] == query
    assert f"1 of {total - 1}" in page(desk, onward).css_first(".work").text()
    assert "not in it any more" in page(desk, first).css_first(".work").text()
    again = send(desk, "/queue", token, id=name, queue=query, was="new", status="checked")  # the other tab
    assert again.status_code == 400 or again.status_code == 409
    assert "no longer" in again.text


def test_reading_changes_nothing(desk: Client, names: Names) -> None:
    before = desk.get("/api/log").json()["total"]
    page(desk, f"/conversations/{names.call}")
    page(desk, "/queue?status=new")
    assert desk.get("/api/log").json()["total"] == before


@pytest.mark.parametrize(
    "order", ["title", "-title", "held", "-held", "published", "turns", "-versions", "status", "-newest"]
)
def test_every_column_sorts_both_ways(desk: Client, order: str) -> None:
    shown = page(desk, f"/conversations?order={order}")
    heads = {head.text().strip(): head.attributes.get("aria-sort") for head in shown.css("thead th")}
    said = [way for way in heads.values() if way]
    assert said == ([] if "newest" in order else ["descending" if order.startswith("-") else "ascending"])
    rows = [row.css_first("th").text() for row in shown.css("tbody tr")]
    if order.endswith("title"):
        assert rows == sorted(rows, key=str.lower, reverse=order.startswith("-"))


def test_every_state_has_an_address_and_a_way_out(desk: Client) -> None:
    shown = page(desk, "/conversations?language=ru&order=-title&view=cards")
    assert len(shown.css(".cards > li")) == 1
    assert [chip.attributes["href"] for chip in shown.css("[aria-label='Narrowed to'] a")] == [
        "/conversations?order=-title&view=cards", "/conversations"]  # fmt: skip
    wrong = desk.get("/conversations?colour=red")
    assert (wrong.status_code, "colour" in wrong.text, "language" in wrong.text) == (400, True, True)
    assert "ends before this" in page(desk, "/conversations?offset=5000").css_first("main").text()
    for bad in ("status=", "order=sideways", "needs=love", "during=soon", "view=tree"):
        assert desk.get(f"/conversations?{bad}").status_code == (200 if bad == "status=" else 400)


def test_others_learn_nothing_of_the_work(desk: Client, others: Client, token: dict[str, str], names: Names) -> None:
    send(
        desk, "/triage", token, do="triage", id=[names.call], query="", status="checked", assignee="Ines", add_set="Bow"
    )
    mine = desk.get("/conversations").text
    theirs = others.get("/conversations").text
    assert "Ines" in mine
    assert "Ines" not in theirs
    assert "checked" not in theirs
    assert others.get("/conversations?status=checked").status_code == 403
    assert others.get("/api/list?order=priority").status_code == 403
    assert others.get("/api/list").json()["conversations"][0]["assignee"] is None
    assert 'class="work"' not in others.get(f"/conversations/{names.call}").text
    assert 'class="work"' in desk.get(f"/conversations/{names.call}").text


def test_hostile_words_stay_words(desk: Client, token: dict[str, str], names: Names) -> None:
    words = "<script>alert(1)</script>"
    title = "Ẑ͑ḁ̈l̸g̷o 🛟 " + "x" * 10_000
    desk.post("/api/describe", json={"id": names.call, "fields": {"title": title}}, headers=token)
    send(desk, "/triage", token, do="triage", id=[names.call], query="", status=words, assignee=words, add_set=words)
    for address in ("/conversations", "/conversations?view=cards", f"/conversations/{names.call}", "/"):
        assert words not in desk.get(address).text
    assert "&lt;script&gt;" in desk.get("/conversations").text
    assert send(desk, "/triage", token, do="triage", id=[names.call], query="", status="x" * 101).status_code == 400


def test_the_desk_tells_what_needs_a_person(desk: Client, token: dict[str, str], names: Names) -> None:
    waits = {
        str(link.attributes["href"]): int(link.css_first("b").text())
        for link in page(desk, "/").css(".waits li > a:first-child")
    }
    assert waits["/conversations?needs=check&order=priority"] == 2
    assert waits["/unread"] == 1
    for address, count in waits.items():
        if address.startswith("/conversations"):
            assert len(page(desk, address).css("tbody tr")) == count
    assert len(page(desk, "/unread").css("main .plain > li")) == 1
    send(desk, "/triage", token, do="triage", id=[names.call], query="", status="checked")
    assert page(desk, "/").css_first(".waits a b").text() == "1"


def test_each_bar_leads_to_as_many_as_it_tells(desk: Client) -> None:
    for by in ("language", "kind"):
        shown = page(desk, f"/?by={by}")
        told = shown.css(".figures tbody a")
        assert told
        assert {link.attributes["href"] for link in told} == {
            link.attributes["href"] for link in shown.css(".times > svg a")
        }
        for link in told:
            found = page(desk, str(link.attributes["href"]))
            assert len(found.css("tbody tr")) == int(re.findall(r"\d+", link.text())[0])
    apart = page(desk, "/").css(".times .aside a")
    for link in apart:
        assert len(page(desk, str(link.attributes["href"])).css("tbody tr")) == int(link.text().split()[0])
    assert desk.get("/?by=weather").status_code == 400


def test_the_bars_of_a_search_are_its_facets(desk: Client) -> None:
    found = desk.get("/api/search?q=aurora").json()
    shown = page(desk, "/search?q=aurora")
    bars = {link.attributes["href"]: int(re.findall(r"\d+", link.text())[0]) for link in shown.css(".figures tbody a")}
    assert bars == {f"/search?q=aurora&during={month}": count for month, count in found["facets"]["month"]}
    for address, count in bars.items():
        assert page(desk, str(address)).css_first(".sentence").text().startswith(f"{count} passage")
    assert desk.get("/search?q=aurora&during=1999-01").status_code == 200
    assert page(desk, "/search?q=aurora&during=1999-01").css(".hit") == []


def test_the_queue_stays_when_what_is_shown_changes(
    desk: Client, token: dict[str, str], harbour: str, names: Names
) -> None:
    page(desk, f"/conversations/{names.call}")
    shown = page(desk, f"/conversations/{names.call}?queue=order%3Dpriority")
    links = [link.attributes["href"] for link in shown.css(".versions a, .kept a")]
    assert 5 < len(links)
    asked = [dict(parse_qsl(urlsplit(str(link)).query)).get("queue") for link in links]
    assert asked == ["order=priority"] * len(links)
    mending = page(desk, f"/conversations/{names.call}?align=1&queue=order%3Dpriority")
    assert mending.css_first("form.matching input[name=queue]").attributes["value"] == "order=priority"
    alone = page(desk, f"/conversations/{names.call}")  # read by itself it has no queue
    assert "queue=" not in "".join(str(link.attributes["href"]) for link in alone.css(".versions a, .kept a"))
