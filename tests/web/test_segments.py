"""Segments over the API and on the pages: made, changed, taken off; what is held back is neither told nor counted."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from earwitness import actions
from earwitness.model import Access

from ..actions.sounds import tape


@pytest.fixture
def sound(folder):
    """A recording, filed before the desk opens."""
    with actions.open_desk(folder) as desk:
        return tape(desk)


def test_one_call_makes_changes_and_takes_off(sound, desk, token):
    made = {"recording": sound.id, "make": [{"start": 0, "title": "Door"}, {"start": 9_000, "keywords": ["water"]}]}
    assert desk.post("/api/segment", json=made, headers=token).status_code == 200
    first, second = desk.get("/api/segments", params={"id": sound.id}).json()["segments"]
    change = {"id": first["id"], "to": {"title": "Ramp", "end": 4_000}, "was": {"title": "Door"}}
    both = {"change": [change], "withdraw": [second["id"]]}
    assert desk.post("/api/segment", json=both, headers=token).status_code == 200
    (left,) = desk.get("/api/segments").json()["segments"]
    assert (left["title"], left["end"], left["until"]) == ("Ramp", 4_000, 4_000)
    refused = desk.post("/api/segment", json={"change": [change]}, headers=token)
    assert (refused.status_code, refused.json()["error"]) == (400, "BadInput"), "the same has come to stand already"
    change["to"]["title"] = "Gate"
    refused = desk.post("/api/segment", json={"change": [change]}, headers=token)
    assert (refused.status_code, refused.json()["expected"], refused.json()["found"]) == (409, "Door", "Ramp")
    assert desk.post("/api/segment", json={"make": [{"start": "0:01"}]}, headers=token).status_code == 400


def test_others_are_told_nothing_of_what_is_held_back(folder, sound, desk, token, others):
    with actions.open_desk(folder) as opened:
        held = tape(opened, title="the airship", access=Access(kind="restricted"))
    for each, title in ((sound, "The bow door"), (held, "The zeppelin")):
        made = {"recording": each.id, "make": [{"start": 0, "title": title}]}
        assert desk.post("/api/segment", json=made, headers=token).status_code == 200
    for client in (desk, others):
        told = client.get("/api/segments")
        assert (told.json()["total"], "zeppelin" in told.text) == (1, False), "the API is an exit, for the keeper too"
        for id in (held.id, held.conversation):
            assert client.get("/api/segments", params={"id": id}).json()["total"] == 0


def page_of(desk, sound):
    return LexborHTMLParser(desk.get(f"/recordings/{sound.id}/index").text)


def send(desk, sound, place=None, **said):
    """Fills a form of the page in, the new one or that of a segment by its place, and sends it."""
    page = page_of(desk, sound)
    form = page.css_first("#making") if place is None else page.css("#index form")[place]
    filled = {one.attributes["name"]: one.attributes.get("value") or one.text() for one in form.css("input, textarea")}
    return desk.post(f"/recordings/{sound.id}/index", data={**filled, **said})


def rows(desk, sound):
    return [" ".join(row.text().split()) for row in page_of(desk, sound).css("#index > li > details > summary")]


def test_an_index_is_written_on_a_page_without_script(sound, desk):
    assert "Nobody has made an index" in page_of(desk, sound).css_first("#index").text()
    made = send(desk, sound, start="1:23", title="The bow door", keywords="water; bow door")
    assert (made.status_code, "Done and written" in made.text) == (200, True)
    send(desk, sound, start="0:05", end="1:00", synopsis="A sound check.")
    found = rows(desk, sound)
    assert (found[0][:19], found[1][:26]) == ("0:05 A sound check.", "1:23 The bow door water; b")
    assert [one.attributes["value"] for one in page_of(desk, sound).css("#known option")] == ["bow door", "water"]
    send(desk, sound, 1, title="The ramp")
    send(desk, sound, 0, off="1")
    (shown,) = desk.get("/api/segments").json()["segments"]
    assert (shown["title"], shown["keywords"]) == ("The ramp", ["water", "bow door"])


def test_what_was_typed_stays_where_it_cannot_be_taken(sound, desk):
    for said, why in (
        ({"start": "soon", "title": "Door"}, "“soon” is no time"),
        ({"start": "11:00", "title": "Door"}, "lasts 10:00"),
        ({"start": "1:00", "subjects": ";"}, "nothing is said"),
    ):
        answer = send(desk, sound, **said)
        page = LexborHTMLParser(answer.text)
        assert (answer.status_code, why in page.css_first("[role=alert]").text().lower()) == (400, True)
        assert page.css_first("#making [name=start]").attributes["value"] == said["start"]
    assert desk.get("/api/segments").json()["total"] == 0


def test_two_people_on_one_segment_see_both(sound, desk, token):
    send(desk, sound, start="0:01", title="Door")
    (shown,) = desk.get("/api/segments").json()["segments"]
    stale = page_of(desk, sound).css_first("#index form")
    filled = {one.attributes["name"]: one.attributes.get("value") or one.text() for one in stale.css("input, textarea")}
    change = {"id": shown["id"], "to": {"title": "The bow door"}}
    assert desk.post("/api/segment", json={"change": [change]}, headers=token).status_code == 200
    clash = desk.post(f"/recordings/{sound.id}/index", data={**filled, "title": "Ramp"})
    page = LexborHTMLParser(clash.text)
    assert clash.status_code == 409
    assert "no longer “Door”: it is “The bow door”" in page.css_first("[role=alert]").text()
    row = page.css_first("#index details[open]")
    assert row.css_first("[name=title]").attributes["value"] == "Ramp"
    assert "What stands now: 0:01 The bow door" in " ".join(row.text().split())
    desk.post(f"/recordings/{sound.id}/index", data={**filled, "keywords": "water"})
    (now,) = desk.get("/api/segments").json()["segments"]
    assert (now["title"], now["keywords"]) == ("The bow door", ["water"]), "what one leaves is not one's own to change"


def test_a_file_is_taken_in_on_the_page(sound, desk):
    form = {"token": page_of(desk, sound).css_first("input[name=token]").attributes["value"]}
    file = {"file": ("index.csv", b"start,title\n0:05,Door\n11:00,Late\n", "text/csv")}
    answer = desk.post(f"/recordings/{sound.id}/index", data=form, files=file)
    assert "2. Late: a segment cannot begin at 11:00" in answer.text
    assert rows(desk, sound) == ["0:05 Door"]
    odd = desk.post(f"/recordings/{sound.id}/index", data=form, files={"file": ("x.txt", b"Dear Ada", "text/plain")})
    assert (odd.status_code, "no segments are in it" in odd.text.lower()) == (400, True)


def test_an_index_stands_on_the_page_of_its_conversation_and_among_hits(sound, desk, others):
    send(desk, sound, start="1:23", title="The bow door", keywords="water")
    call = f"/conversations/{sound.conversation}"
    assert f"/recordings/{sound.id}/index" in desk.get(call).text
    for client in (desk, others):
        shown = LexborHTMLParser(client.get(call).text).css("ol.index li")
        assert [" ".join(each.text().split()) for each in shown] == ["1:23 The bow door water"]
        hits = LexborHTMLParser(client.get("/search", params={"q": "segment:doors"}).text).css("ol.index a.where")
        heard = f"{call}?recording={sound.id}&t=83#{shown[0].attributes['id']}"
        assert [each.attributes["href"] for each in hits] == [heard]
    assert "/index" not in others.get(call).text


def test_a_refusal_is_told_in_the_readers_language(sound, desk):
    desk.get("/?ui=uk")
    told = LexborHTMLParser(send(desk, sound, start="11:00", title="Door").text).css_first("[role=alert]").text()
    assert "не може починатися о 11:00" in told and "cannot" not in told
