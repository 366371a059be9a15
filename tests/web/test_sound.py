"""Sound over the desk: bytes and ranges, heights, what stands where, and who may not have any of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from earwitness import actions
from earwitness.actions.anchoring import Passage
from earwitness.web import create_app
from earwitness.web.guard import POLICY

from ..tapes import STEP, Tape, file_tape, make
from .conftest import BASE, PORT
from .test_every_word import data, untranslated

Desk = TestClient[Litestar]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Tape]:
    """An archive with a call of eight turns and its sound, filed once for all tests."""
    folder = tmp_path_factory.mktemp("tapes") / "archive"
    tape = make(folder)
    with actions.open_desk(folder) as desk:
        actions.caution(desk, [Passage(turn=f"{tape.transcript}.3")], "death", agent="clerk")
    return folder, tape


@pytest.fixture(scope="module")
def tape(made: tuple[Path, Tape]) -> Tape:
    return made[1]


@pytest.fixture(scope="module")
def opened(made: tuple[Path, Tape]) -> Iterator[Desk]:
    with TestClient(create_app(made[0], port=PORT, agent="Ines Marlow"), base_url=BASE) as client:
        yield client


@pytest.fixture
def desk(opened: Desk) -> Desk:
    """The keeper's desk over it, to a browser that has chosen nothing."""
    opened.cookies.clear()
    return opened


def heard(desk: Desk, tape: Tape, **headers: str):  # type: ignore[no-untyped-def]
    return desk.get(f"/recordings/{tape.recording}/sound", headers=headers)


def test_the_sound_is_the_captured_bytes_whole_or_a_stretch(desk: Desk, tape: Tape) -> None:
    whole = heard(desk, tape)
    assert (whole.status_code, whole.content) == (200, tape.content)
    assert whole.headers["content-type"] == "audio/wav"
    assert whole.headers["accept-ranges"] == "bytes"
    assert whole.headers["x-content-type-options"] == "nosniff"
    part = heard(desk, tape, range="bytes=44-1043")
    assert (part.status_code, part.content) == (206, tape.content[44:1044])
    assert part.headers["content-range"] == f"bytes 44-1043/{len(tape.content)}"
    assert part.headers["content-length"] == "1000"
    past = heard(desk, tape, range=f"bytes={len(tape.content)}-")
    assert (past.status_code, past.headers["content-range"]) == (416, f"bytes */{len(tape.content)}")
    assert heard(desk, tape, range="bytes=0-1,5-6").status_code == 200


def test_a_stretch_is_for_who_holds_the_same_bytes(desk: Desk, tape: Tape) -> None:
    tag = heard(desk, tape, range="bytes=0-9").headers["etag"]
    assert heard(desk, tape, **{"range": "bytes=0-9", "if-range": tag}).status_code == 206
    assert heard(desk, tape, **{"range": "bytes=0-9", "if-range": '"other"'}).status_code == 200
    assert heard(desk, tape, **{"if-none-match": tag}).status_code == 304


def test_head_tells_of_it_without_the_bytes(desk: Desk, tape: Tape) -> None:
    answer = desk.head(f"/recordings/{tape.recording}/sound")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(tape.content))


def test_a_rendition_stands_in_and_the_original_is_given_as_a_file(desk: Desk, tape: Tape) -> None:
    made = desk.get(f"/recordings/{tape.recording}/sound?made=true")
    assert (made.headers["content-type"], made.content[:4]) == ("audio/flac", b"fLaC")
    original = desk.get(f"/recordings/{tape.recording}/sound?original=true")
    assert original.content == tape.content
    assert original.headers["content-disposition"] == f'attachment; filename="{tape.recording}.wav"'


def test_a_stated_type_that_is_no_sound_is_never_shown(tmp_path: Path) -> None:
    with actions.init(tmp_path / "odd") as desk:
        odd = file_tape(desk, 2, content=b"<script>alert(1)</script>", media_type="text/html")
    with TestClient(create_app(tmp_path / "odd", port=PORT), base_url=BASE) as client:
        answer = client.get(f"/recordings/{odd.recording}/sound")
        assert answer.headers["content-type"] == "application/octet-stream"
        assert "sandbox" in answer.headers["content-security-policy"]


def test_heights_are_of_each_channel_and_no_more_than_asked(desk: Desk, tape: Tape) -> None:
    answer = desk.get(f"/recordings/{tape.recording}/peaks?points=240").json()
    assert (answer["start"], answer["end"], len(answer["channels"])) == (0, 8 * STEP, 2)
    left, right = answer["channels"]
    assert len(left) == len(right) <= 480
    # The first turn is on the left alone.
    assert 0.4 < max(left[:40]) <= 1
    assert max(right[:40]) == 0
    part = desk.get(f"/recordings/{tape.recording}/peaks?from=3000&to=5000&points=10").json()
    assert len(part["channels"][0]) == 20
    assert 0.4 < max(part["channels"][1])


@pytest.mark.parametrize(
    "query", ["from=-1", "points=0", "points=99999999", "from=5000&to=1000", "from=99999999", "to=x"]
)
def test_heights_of_nothing_are_refused(desk: Desk, tape: Tape, query: str) -> None:
    assert desk.get(f"/recordings/{tape.recording}/peaks?{query}").status_code in (400, 422)


def test_the_guide_says_where_turns_and_words_are_and_what_is_warned_of(desk: Desk, tape: Tape) -> None:
    guide = desk.get(f"/recordings/{tape.recording}/guide").json()
    third = guide["turns"][2]
    assert (third["turn"], third["start"], third["end"]) == (f"{tape.transcript}.3", 6_000, 8_000)
    assert third["words"][0] == [0, 5, 6_000, 6_500]
    assert guide["warned"] == [
        {"start": 6_000, "end": 8_000, "kinds": ["death"], "says": "A passage about a death is covered."}
    ]
    assert guide["unplaced"] == ""
    assert guide["speech"] == sorted(guide["speech"])


def test_who_chose_to_see_it_is_not_warned(desk: Desk, tape: Tape) -> None:
    desk.cookies.set("earwitness-care", "death")
    assert desk.get(f"/recordings/{tape.recording}/guide").json()["warned"] == []
    # A program is told of everything.
    assert len(desk.get(f"/recordings/{tape.recording}/guide.json").json()["warned"]) == 1


def test_the_page_brings_its_player_and_a_style_by_nonce_alone(desk: Desk, tape: Tape) -> None:
    answer = desk.get(f"/conversations/{tape.conversation}?t=6,8")
    policy = answer.headers["content-security-policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    assert 20 < len(nonce)
    assert policy == POLICY.replace("style-src 'self'", f"style-src 'self' 'nonce-{nonce}'")
    assert "unsafe" not in policy
    assert f'data-nonce="{nonce}"' in answer.text
    assert f'src="/recordings/{tape.recording}/sound#t=6,8"' in answer.text
    assert (
        f'href="/conversations/{tape.conversation}?recording={tape.recording}&amp;t=3,5#turn-{tape.transcript}.2"'
        in (answer.text)
    )
    assert "<b>Aurora</b>" not in answer.text
    again = desk.get(f"/conversations/{tape.conversation}").headers["content-security-policy"]
    assert again != policy
    # The control: a page without sound has neither.
    assert desk.get("/search").headers["content-security-policy"] == POLICY


def test_every_word_of_the_player_goes_through_a_catalogue(made: tuple[Path, Tape], desk: Desk) -> None:
    folder, tape = made
    with actions.open_desk(folder) as opened:
        known = frozenset(data(msgspec.to_builtins(actions.show(opened, tape.conversation))))
    html = desk.get(f"/conversations/{tape.conversation}?t=6,8&ui=x-pseudo").text
    assert "data-say-off" in html
    assert untranslated(html, known) == []


@pytest.mark.parametrize("query", ["t=8,6", "t=x", "recording=r0000000000"])
def test_a_stretch_or_recording_that_is_none_is_an_error(desk: Desk, tape: Tape, query: str) -> None:
    assert desk.get(f"/conversations/{tape.conversation}?{query}").status_code in (400, 404)


@pytest.mark.parametrize("name", ["r0000000000", "%2e%2e", "x" * 300, "t0000000000", "'%22%3E"])
def test_a_name_that_is_no_recording_is_not_found(desk: Desk, name: str) -> None:
    for what in ("sound", "peaks", "guide", "clip?t=0,1"):
        assert desk.get(f"/recordings/{name}/{what}").status_code == 404


@pytest.mark.parametrize("held", ["recording", "source", "conversation", "turn"])
def test_others_get_nothing_of_what_is_held_back(made: tuple[Path, Tape], tmp_path: Path, held: str) -> None:
    folder, tape = shutil.copytree(made[0], tmp_path / "archive"), made[1]
    subject = f"{tape.transcript}.5" if held == "turn" else getattr(tape, held)
    addresses = [
        f"/recordings/{tape.recording}/{what}"
        for what in ("sound", "sound?made=true", "sound?original=true", "peaks", "guide", "clip?t=0,1")
    ]
    addresses += [f"/api/cite-sound?name={tape.recording}&t=12,14", f"/conversations/{tape.conversation}"]
    with TestClient(create_app(folder, port=PORT, for_others=True), base_url=BASE) as others:
        # The control: until it is held back, others get all of it.
        assert {others.get(address).status_code for address in addresses} == {200}
    with actions.open_desk(folder) as desk:
        actions.describe(desk, subject, fields={"access": "restricted"}, agent="clerk")
    with TestClient(create_app(folder, port=PORT, for_others=True), base_url=BASE) as others:
        assert {others.get(address).status_code for address in addresses} == {403}
    with TestClient(create_app(folder, port=PORT), base_url=BASE) as keeper:
        assert heard(keeper, tape).status_code == 200


def test_a_clip_comes_with_its_citation_over_page_and_api(desk: Desk, tape: Tape) -> None:
    import base64
    import io
    import zipfile

    page = desk.get(f"/recordings/{tape.recording}/clip?t=6,8&to=wav")
    with zipfile.ZipFile(io.BytesIO(page.content)) as parcel:
        names = sorted(parcel.namelist())
        assert names == [f"{tape.recording}_6000-8000.{end}" for end in ("wav", "wav.json", "wav.txt")]
        assert "Water on the deck." in parcel.read(names[2]).decode()
    token = desk.get("/api/token").json()
    sent = {"name": tape.recording, "start": 6_000, "end": 8_000}
    answer = desk.post("/api/clip", json=sent, headers={token["header"]: token["token"]})
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert base64.b64decode(told["zip"]) == page.content
    assert told["clip"]["turns"][0]["text"] == "Water on the deck."
    assert desk.post("/api/clip", json=sent).status_code == 403
    cited = desk.get(f"/api/cite-sound?name={tape.recording}&t=6,8").json()
    assert cited["address"] == f"/conversations/{tape.conversation}?recording={tape.recording}#t=6,8"
