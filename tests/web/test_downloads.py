"""A conversation is taken along as a file, and what would be lost is said beforehand."""

from __future__ import annotations

import io
import zipfile

import msgspec
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness.formats import FORMATS
from earwitness.publish.downloads import DownloadsPage

from .conftest import ENGLISH, Names

Desk = TestClient[Litestar]


def test_the_page_offers_every_format_and_says_what_each_loses(desk: Desk, names: Names) -> None:
    answer = desk.get(f"/conversations/{names.call}/files")
    assert answer.status_code == 200
    page = LexborHTMLParser(answer.text)
    links = [link.attributes["href"] or "" for link in page.css("table.list th a")]
    written = {name for name, format in FORMATS.items() if format.writes}
    assert {link.split("/files/")[1] for link in links} == written
    data = msgspec.json.decode(desk.get(f"/conversations/{names.call}/files.json").content, type=DownloadsPage)
    assert {offer.name for offer in (*data.whole, *data.partly)} == written
    assert "jsonl" in {offer.name for offer in data.whole}, "our own format carries everything"
    text = next(offer for offer in data.partly if offer.name == "text")
    assert "lasting names of the turns: 8" in text.lost
    assert [link.text for link in data.versions][:1] == ["all"]


def test_the_files_are_what_the_page_promised(desk: Desk, names: Names) -> None:
    answer = desk.get(f"/conversations/{names.call}/files/text")
    assert answer.headers["content-disposition"] == f'attachment; filename="{names.call}.txt"'
    assert "Нас девять" in answer.text
    assert "nine of us" in answer.text
    one = desk.get(f"/conversations/{names.call}/files/text?of={names.russian}")
    assert "Нас девять" in one.text
    assert "nine of us" not in one.text


def test_a_version_leaves_as_the_file_it_was_read_from(desk: Desk, names: Names) -> None:
    address = f"/conversations/{names.call}/files/html?of={names.english}"
    assert desk.get(address).text == ENGLISH
    assert desk.get(address + "&fresh=true").text != ENGLISH
    page = msgspec.json.decode(
        desk.get(f"/conversations/{names.call}/files.json?of={names.english}").content, type=DownloadsPage
    )
    assert [offer.name for offer in page.whole if offer.as_captured] == ["html"]


def test_a_format_of_one_version_a_file_gives_a_zip(desk: Desk, names: Names) -> None:
    several = [name for name, format in FORMATS.items() if format.writes and not format.many]
    assert several, "the control: there are such formats"
    answer = desk.get(f"/conversations/{names.call}/files/{several[0]}")
    assert answer.headers["content-disposition"].endswith('.zip"')
    inside = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert len(inside) == 2
    assert all(names.call in name for name in inside)


def test_what_is_held_back_is_not_offered(desk: Desk, names: Names) -> None:
    for address in ("files", "files/text"):
        assert desk.get(f"/conversations/{names.private}/{address}").status_code == 403


def test_an_unknown_format_is_said(desk: Desk, names: Names) -> None:
    answer = desk.get(f"/conversations/{names.call}/files/srx")
    assert answer.status_code == 404
    assert "srx" in answer.text
