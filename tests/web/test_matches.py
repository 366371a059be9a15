"""Possible matches in the web desk. The calls are the invented ones of `tests/fixtures/tellings-find`."""

import json
import shutil
import threading
import time
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness import actions
from earwitness.actions.beside import Beside, set_beside
from earwitness.web import create_app
from earwitness.web.looking import Looking

from .conftest import BASE, PORT
from .test_acts import form

FIXTURES = Path(__file__).parent.parent / "fixtures" / "tellings-find"
CALLS = (("harbour-1", "en1"), ("harbour-1", "en2"), ("flat-1", "original"), ("flat-1", "en2"), ("hospital-2", "en1"))
NAMES = {"A": "Anna", "B": "Boris", "C": "Clara", "D": "Daria", "": "Anna"}


def told(name: str, which: str) -> list[str]:
    gold = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    return [f"{NAMES.get(voice, voice)}: {text}" for voice, text in gold[which]]


@pytest.fixture(scope="module")
def looked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """An archive of three calls, two of them in two versions, and a page that quotes two of them; looked through."""
    scratch = tmp_path_factory.mktemp("matches")
    files = {f"{name} {which}": told(name, which) for name, which in CALLS}
    files["round-up"] = [*told("harbour-1", "en1")[3:5], *told("hospital-2", "en1")[3:5]]
    found: dict[str, str] = {}
    with actions.init(scratch / "archive") as desk:
        for name, lines in files.items():
            page = scratch / f"{name}.txt"
            page.write_text(f"{name.capitalize()} (a fictional example)\n\n" + "\n".join(lines), encoding="utf-8")
            kind = "excerpt" if name == "round-up" else None
            found[name] = actions.add(desk, [str(page)], agent="Ines Marlow", kind=kind).added[0].conversations[0]
        actions.propose(desk)
    return scratch / "archive", found


@pytest.fixture
def calls(looked: tuple[Path, dict[str, str]]) -> dict[str, str]:
    """The conversations, by what was added."""
    return looked[1]


@pytest.fixture
def folder(looked: tuple[Path, dict[str, str]], tmp_path: Path) -> Path:
    """A copy of the archive that was looked through, for one test to act on."""
    return Path(shutil.copytree(looked[0], tmp_path / "archive"))


def read(text: str) -> LexborHTMLParser:
    return LexborHTMLParser(text)


def texts(text: str, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in read(text).css(selector)]


def say(desk: TestClient[Litestar], address: str, what: str, **more: str):
    """Presses a button on a match's page."""
    page = desk.get(address)
    action = next(
        str(one.attributes["action"]) for one in read(page.text).css("form") if "decide" in one.attributes["action"]
    )
    return desk.post(action, data={**form(page.text, action), "what": what, **more})


def test_the_strongest_stands_in_full_and_the_others_in_a_list(
    desk: TestClient[Litestar], calls: dict[str, str]
) -> None:
    page = desk.get("/matches").text
    waiting = desk.get("/api/proposals").json()
    first = waiting["proposals"][0]
    assert waiting["total"] == 5 == len(read(page).css(".waiting li"))
    heading = texts(page, "h2")[0]
    assert heading.startswith("The same, almost surely") and " 0.9" in heading
    assert texts(page, ".sides h3") == first["titles"]
    assert texts(page, ".waiting a[aria-current]")[0].startswith(first["titles"][0])
    assert texts(page, "nav .count") == ["5 waiting"]
    assert "5 matches wait for a person, the strongest first." in texts(page, ".told p")[0]
    assert all(text.endswith(" turns") for text in texts(page, ".sides .version"))
    reasons = texts(page, ".reasons li")
    assert len(reasons) == len(first["reasons"])
    assert reasons[0].startswith(f"{first['reasons'][0]['weight']:+.1f} {first['reasons'][0]['what']}")
    assert "nats" not in page
    assert len(read(page).css(".reasons li rect.bar")) == len(reasons)
    assert read(page).css("[style]") == []


def test_turns_that_say_the_same_share_a_row_and_shared_words_are_marked(
    desk: TestClient[Litestar], calls: dict[str, str]
) -> None:
    page = desk.get(f"/matches/{calls['flat-1 original']}/{calls['flat-1 en2']}").text
    rows = read(page).css(".opposite > li")
    sides = [[len(slot.css(".cell")) for slot in row.css(".slot")] for row in rows]
    assert all(len(one) == 2 and sum(one) for one in sides)
    assert sum(one[0] and one[1] for one in sides) * 2 > len(sides), "most rows have both"
    assert read(page).css_first(".opposite .said[lang=ru] mark, .opposite .said[lang=uk] mark") is not None
    assert read(page).css_first(".opposite .said[lang=en] mark") is not None
    assert desk.get(f"/matches/{calls['flat-1 en2']}/{calls['flat-1 original']}").text.count("<mark") == page.count(
        "<mark"
    ), "whichever is named first"


def test_one_conversation_is_an_act_that_opens_the_next_and_can_be_taken_back(
    desk: TestClient[Litestar], calls: dict[str, str]
) -> None:
    a, b = calls["harbour-1 en1"], calls["harbour-1 en2"]
    order = desk.get("/matches.json").json()["lines"]
    place = next(place for place, line in enumerate(order) if {a, b} <= set(line["address"].split("/")))
    answer = say(desk, f"/matches/{a}/{b}", "one", reason="the same recording")
    assert answer.history[0].status_code == 303
    # What was said of the second is said of the first now that they are one.
    following = order[(place + 1) % len(order)]["address"].replace(b, a)
    assert set(answer.url.path.split("/")) == set(following.split("/"))
    act = answer.url.params["done"]
    notice = texts(answer.text, ".done p")[0]
    assert notice.startswith("One conversation now: Harbour-1 en1")
    assert f"act {act}" in notice
    (logged,) = desk.get("/api/log", params={"verb": "link"}).json()["acts"]
    assert (logged["id"], logged["agent"], logged["reason"]) == (act, "Ines Marlow", "the same recording")
    assert desk.get("/api/show", params={"id": b}).json()["id"] == a
    back = desk.post("/matches/undo", data=form(answer.text, "/matches/undo"))
    assert set(back.url.path.split("/")[2:]) == {a, b}
    assert texts(back.text, ".done p")[0].startswith("Taken back")
    assert desk.get("/api/show", params={"id": b}).json()["id"] == b
    assert desk.get("/api/proposals").json()["total"] == 5


def test_not_the_same_is_remembered(desk: TestClient[Litestar], calls: dict[str, str]) -> None:
    a, b = calls["harbour-1 en1"], calls["harbour-1 en2"]
    answer = say(desk, f"/matches/{a}/{b}", "not")
    assert texts(answer.text, ".done p")[0].startswith("Two conversations, and not proposed again")
    assert desk.get("/api/proposals").json()["total"] < 5
    page = desk.get(f"/matches/{a}/{b}")
    assert page.status_code == 200
    assert texts(page.text, ".decided p")[0].startswith("These are two conversations, says Ines Marlow")
    desk.post("/matches/undo", data=form(page.text, "/matches/undo"))
    assert texts(desk.get(f"/matches/{a}/{b}").text, ".sides h3") != []


def test_of_a_round_up_only_its_turns_are_linked(desk: TestClient[Litestar], calls: dict[str, str]) -> None:
    call, press = calls["hospital-2 en1"], calls["round-up"]
    page = desk.get(f"/matches/{call}/{press}").text
    assert "quotes others too: only its turns 3, 4 are from this conversation" in texts(page, ".match .notice")[0]
    assert texts(page, ".say button.main") == ["Only these turns are from it"]
    assert texts(page, ".opposite .elsewhere .beneath") == ["from something else"] * 2
    answer = say(desk, f"/matches/{call}/{press}", "turns")
    assert texts(answer.text, ".done p")[0].startswith("Linked by some of its turns")
    assert desk.get("/api/show", params={"id": press}).json()["id"] == press, "nothing is joined"
    assert desk.get("/api/show", params={"id": call}).json()["transcripts"][1]["kind"] == "excerpt"
    page = desk.get(f"/matches/{call}/{press}").text
    assert "linked by some of their turns" in texts(page, ".decided p")[0]


def test_a_match_that_another_tab_decided_says_so(desk: TestClient[Litestar], calls: dict[str, str]) -> None:
    a, b = calls["harbour-1 en1"], calls["harbour-1 en2"]
    address = f"/matches/{a}/{b}/decide"
    fields = form(desk.get(f"/matches/{a}/{b}").text, address)
    desk.post(address, data={**fields, "what": "one"})
    acts = desk.get("/api/log").json()["total"]
    for what in ("one", "not"):
        late = desk.post(address, data={**fields, "what": what})
        assert late.status_code == 409
        assert texts(late.text, ".decided p")[0].startswith("These are one conversation, says Ines Marlow")
        assert read(late.text).css_first(".decided a").attributes["href"] == f"/conversations/{a}"
    assert desk.get("/api/log").json()["total"] == acts
    assert desk.get(f"/matches/{a}/{b}").status_code == 200


def test_two_that_nothing_speaks_for_have_no_match(desk: TestClient[Litestar], calls: dict[str, str]) -> None:
    page = desk.get(f"/matches/{calls['harbour-1 en1']}/{calls['flat-1 en2']}")
    assert page.status_code == 200
    assert texts(page.text, ".decided p") == [
        "Nothing that was found speaks for these being one: no match between them waits."
    ]
    assert 'data-key="a"' not in page.text


@pytest.mark.parametrize(
    "path", ["/matches/c0000000000/c1111111111", "/matches?of=c0000000000", "/matches/x/y", "/matches/%00/%00"]
)
def test_unknown_ids_are_not_found(desk: TestClient[Litestar], path: str) -> None:
    assert desk.get(path).status_code == 404


def test_odd_forms_do_nothing(desk: TestClient[Litestar], calls: dict[str, str]) -> None:
    a, b = calls["harbour-1 en1"], calls["harbour-1 en2"]
    address = f"/matches/{a}/{b}/decide"
    fields = form(desk.get(f"/matches/{a}/{b}").text, address)
    before = desk.get("/api/log").json()["total"]
    for more, status in (
        ({}, 400),
        ({"what": "two"}, 400),
        ({"what": "turns"}, 400),
        ({"what": "one", "of": "c0"}, 404),
    ):
        assert desk.post(address, data={**fields, **more}).status_code == status, more
    assert desk.post("/matches/undo", data={"token": fields["token"]}).status_code == 400
    assert desk.post("/matches/undo", data={"token": fields["token"], "act": "a0000000000"}).status_code == 404
    assert desk.post("/matches/look", data={"token": fields["token"], "of": "c0000000000"}).status_code == 404
    assert desk.get("/matches?offset=400").status_code == 200
    assert desk.get("/matches?offset=-1").status_code == 400
    assert desk.get(f"/matches/{a}/{b}?done=a0000000000").status_code == 200
    assert desk.get("/api/log").json()["total"] == before


def test_of_one_conversation(desk: TestClient[Litestar], calls: dict[str, str]) -> None:
    call = calls["hospital-2 en1"]
    page = desk.get(f"/conversations/{call}").text
    link = next(one for one in read(page).css(".facts a") if one.text() == "possible matches")
    assert link.parent.text() == "possible matches: 1"
    page = desk.get(link.attributes["href"]).text
    assert texts(page, ".told p")[0] == "Of Hospital-2 en1 (a fictional example). All possible matches"
    assert len(read(page).css(".waiting li")) == 1
    assert read(page).css("[data-key=l]") == [], "there is no other"
    kept = desk.get(f"/matches.json?of={call}").json()
    assert (kept["total"], kept["home"]) == (1, call)


def test_the_desk_says_what_waits(desk: TestClient[Litestar]) -> None:
    page = desk.get("/").text
    said = next(
        line for line in read(page).css(".waits li") if line.css_first("a").attributes["href"] == "/matches"
    ).text()
    first = desk.get("/api/proposals").json()["proposals"][0]
    assert said.startswith("5 possible matches")
    assert f"strongest: “{first['titles'][0]}” and “{first['titles'][1]}” (0.9" in said


def waited(desk: TestClient[Litestar], path: str = "/matches.json?look=1") -> dict[str, object]:
    """Returns the page's data once the work has ended."""
    until = time.monotonic() + 60
    while (found := desk.get(path).json())["look"]["running"] and time.monotonic() < until:
        time.sleep(0.05)
    return dict(found)


def test_somebody_looks_through_the_archive(desk: TestClient[Litestar], folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "third.txt"
    page.write_text("\n".join(told("harbour-1", "original")), encoding="utf-8")
    with actions.open_desk(folder) as other:
        actions.add(other, [str(page)], agent="Ines Marlow")
    before = desk.get("/matches").text
    assert "1 conversation came or changed since." in texts(before, ".told p")[0]
    answer = desk.post("/matches/look", data=form(before, "/matches/look"))
    if "data-looking" in answer.text:
        assert answer.url.params["look"] == "1"
        assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in answer.text
        assert read(answer.text).css(".match") == [], "nothing to decide on a page that goes on by itself"
    found = waited(desk)
    assert found["look"] == {"running": False, "sentence": "", "done": 0, "total": 0, "trouble": ""}
    assert 4 < found["total"]  # type: ignore[operator]
    ended = desk.get("/matches?look=1", follow_redirects=False)
    assert (ended.status_code, ended.headers["location"]) == (303, "/matches")
    assert "came or changed" not in desk.get("/matches").text


def test_an_archive_that_nobody_looked_through(tmp_path: Path) -> None:
    actions.init(tmp_path / "archive").close()
    with TestClient(create_app(tmp_path / "archive", port=PORT, agent="Ines Marlow"), base_url=BASE) as desk:
        page = desk.get("/matches").text
        assert texts(page, ".told p") == ["This archive has not been looked through for matches yet."]
        assert texts(page, ".told button") == ["Look through the archive"]
        assert read(page).css("nav .count") == []
        desk.post("/matches/look", data=form(page, "/matches/look"))
        waited(desk)
        assert texts(desk.get("/matches").text, ".told p")[0].startswith("None waits for a person.")
        assert "Needs a person" not in desk.get("/").text


def test_a_thousand_matches_stand_on_pages(desk: TestClient[Litestar], folder: Path, calls: dict[str, str]) -> None:
    """Nobody judges a thousand pairs in a test: the same proposals are kept between conversations without a word alike."""
    from msgspec.structs import replace

    from earwitness.actions import waiting

    with actions.open_desk(folder) as other:
        proposal = actions.list_waiting(other).proposals[0]
        text = "Anna: Who is there, at the door?\nBoris: Nobody.\nAnna: Good.\nBoris: Yes.\n"
        pages = [folder.parent / f"door-{number}.txt" for number in range(46)]
        for number, page in enumerate(pages):
            page.write_text(f"Door {number}\n\n{text}", encoding="utf-8")
        added = actions.add(other, [str(page) for page in pages], agent="Ines Marlow").added
        ends = [(item.conversations[0], item.transcripts[0]) for item in added]
        many = [
            replace(
                proposal,
                a=one[0],
                b=another[0],
                transcripts=(one[1], another[1]),
                score=round(0.5 + (first * 46 + second) / 10_000, 4),
                turns=(),
            )
            for first, one in enumerate(ends)
            for second, another in enumerate(ends[:first])
        ]
        with other.archive.catalog.snapshot() as catalog:
            waiting.keep(other, many, of=None, at=catalog.position.sequence, told=catalog.told())
    assert desk.get("/matches.json").json()["total"] == len(many) == 1035
    started = time.process_time()
    page = desk.get("/matches?offset=1000")
    assert time.process_time() - started < 2
    assert texts(page.text, ".waiting h2") == ["1,001–1,020 of 1,035 matches"]
    assert len(read(page.text).css(".waiting li")) == 20
    assert texts(page.text, ".leaves a") == ["Back", "Further"]
    assert texts(page.text, ".match header p")[0] == "1,001 of 1,035"


class Slow:
    """In place of the verb: work that goes on until it is told to end."""

    def __init__(self) -> None:
        self.begun = False
        self.trouble: Exception | None = None

    def __call__(self, desk: object, *, id: str | None, limit: int, progress) -> None:
        self.begun = True
        for number in range(1000):
            if self.trouble is not None:
                raise self.trouble
            progress("judge", number, 1000, "t0")
            time.sleep(0.01)


def until_it_runs(looking: Looking) -> None:
    until = time.monotonic() + 10
    while not looking.state.total and time.monotonic() < until:
        time.sleep(0.01)


def test_the_work_is_done_once_at_a_time_and_ends_with_the_server(desk: TestClient[Litestar], app: Litestar) -> None:
    slow = Slow()
    looking = Looking(app.state.keeper.desk, propose=slow)
    app.state.keeper.looking = looking
    assert looking.start() is True
    assert looking.start("c0000000000") is False
    until_it_runs(looking)
    page = desk.get("/matches?look=1").text
    assert texts(page, "[data-sentence]")[0].startswith("Comparing ")
    assert read(page).css_first("progress").attributes["max"] == "1000"
    assert read(page).css("form[action='/matches/look']") == []
    full = desk.get("/matches").text
    assert read(full).css(".match") != []
    assert "http-equiv" not in full, "what a person types is not lost to a page that loads again"
    looking.stop()
    assert looking._thread is not None
    assert not looking._thread.is_alive()
    assert looking.state.running is False
    assert looking.start() is False


def test_trouble_is_told(desk: TestClient[Litestar], app: Litestar) -> None:
    from earwitness.errors import StorageFailed

    slow = Slow()
    looking = app.state.keeper.looking = Looking(app.state.keeper.desk, propose=slow)
    looking.start()
    slow.trouble = StorageFailed("the disk is full", hint="make room")
    assert waited(desk)["look"]["trouble"] == "the disk is full. make room"  # type: ignore[index]
    assert "came to nothing: the disk is full. make room" in desk.get("/matches").text
    slow.trouble = RuntimeError("secret words")
    looking.start()
    told_of = str(waited(desk)["look"]["trouble"])  # type: ignore[index]
    assert "terminal of the desk" in told_of
    assert "secret" not in told_of


def test_long_ones_are_lined_up_while_the_page_says_so(
    desk: TestClient[Litestar], app: Litestar, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slowly(*asked: object) -> Beside:
        go_on.wait(20)
        return set_beside(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr("earwitness.web.looking.set_beside", slowly)
    app.state.keeper.looking.patience = 0.05
    page = desk.get("/matches").text
    assert "The two are being lined up for the first time." in page
    assert len(read(page).css(".sides .version")) == 2
    assert read(page).css(".say button") != [], "a person may decide without"
    go_on.set()
    app.state.keeper.looking.patience = 20.0
    assert "data-lining" not in desk.get("/matches").text
