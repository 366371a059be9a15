"""The page that checks a draft. The ferry Aurora and all who call her are invented."""

import csv
import io
import zipfile

from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness import actions
from earwitness.web import checking

from .conftest import Names
from .test_acts import form

DRAFT = (
    "“Water on the deck, a list of ten degrees,” said the bridge. Then: “There are nine of us.”\n\n"
    "“Hold on, Aurora,” said the bridge.\n\n"
    "«Мостик молчал до самого утра, и никто не пришёл», — сказал берег.\n"
)
WORDS = ("altered", "word-for-word", "wrong-voice", "not-found")


def docx(*paragraphs: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>',
        )
        package.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    return out.getvalue()


def test_a_pasted_draft_is_answered_in_its_order(desk: TestClient, names: Names) -> None:
    fields = form(desk.get("/check").text, "/check")
    acts = desk.get("/api/log").json()["total"]
    answer = desk.post("/check", data=fields | {"text": DRAFT}, files={"draft": ("", b"")})
    document = LexborHTMLParser(answer.text)
    found = document.css(".finding")
    assert [str(each.attributes["class"]).split()[1] for each in found] == list(WORDS)
    assert document.css_first("p.sentence").text() == "4 quotations: 1 word for word, 3 to look at."
    said = found[0].css_first(".said")
    assert (said.css_first("del").text(), said.css_first("ins").text()) == (
        " the draft has: ten; ", " the version has: twelve. ",
    )  # fmt: skip
    assert found[0].css_first(".from a").attributes["href"] == f"/conversations/{names.english}.3"
    assert document.css_first("textarea").text() == DRAFT, "so that it can be mended and sent again"
    assert [label.text().split() for label in document.css(".pick label")][:2] == [
        ["all", "4"],
        ["word", "for", "word", "1"],
    ]
    assert desk.get("/api/log").json()["total"] == acts, "nothing was kept"


def test_a_file_and_the_data_of_the_page(desk: TestClient, names: Names) -> None:
    fields = form(desk.get("/check").text, "/check")
    page = desk.post("/check.json", data=fields, files={"draft": ("../story.md", DRAFT.encode())}).json()
    assert (page["draft"], [each["verdict"] for each in page["quotations"]]) == (
        "story.md", ["altered", "word for word", "wrong voice", "not found"],
    )  # fmt: skip
    assert page["unchecked"][0]["count"] == 3
    assert desk.get("/check.json").json()["quotations"] == []


def test_the_table_and_the_copy_come_from_the_same_form(desk: TestClient, names: Names) -> None:
    fields = form(desk.get("/check").text, "/check")
    draft = docx(*DRAFT.strip().split("\n\n"))
    table = desk.post("/check", data=fields | {"to": "csv"}, files={"draft": ("Чернетка 1.docx", draft)})
    assert table.headers["content-disposition"] == 'attachment; filename="________ 1 checked.csv"'
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"), newline="")))
    assert [row["verdict"] for row in rows] == ["altered", "word for word", "wrong voice", "not found"]
    copy = desk.post("/check", data=fields | {"to": "docx"}, files={"draft": ("story.docx", draft)})
    with zipfile.ZipFile(io.BytesIO(copy.content)) as package:
        assert "“ten”: the turn has “twelve”" in package.read("word/comments.xml").decode()
    page = desk.post("/check", data=fields | {"to": "html"}, files={"draft": ("story.docx", draft)})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<ins>" in page.text
    assert "/conversations" not in page.text, "it stands alone"


def test_what_cannot_be_checked_is_said_on_the_page(desk: TestClient) -> None:
    fields = form(desk.get("/check").text, "/check")
    for data, draft, sentence in (
        ({}, ("", b""), "No draft was given. Choose a file or paste its text."),
        ({"text": "x"}, ("a.txt", b"y"), "There are two drafts"),
        ({}, ("a.pdf", b"%PDF"), "a.pdf: a draft is read as"),
        ({}, ("a.docx", b"no zip"), "a.docx"),
        ({}, ("a.txt", b""), "The file a.txt is empty"),
        ({"to": "docx"}, ("a.txt", b"y"), "Remarks are written into a copy"),
        ({"to": "pdf"}, ("a.txt", b"y"), "A checked draft goes to"),
    ):
        answer = desk.post("/check", data=fields | data, files={"draft": draft})
        assert answer.status_code == 400, draft
        assert sentence in LexborHTMLParser(answer.text).css_first(".notice").text(), draft
    large = {"content-length": str(checking.LIMIT + 1)}
    assert (
        desk.post("/check", data=fields, files={"draft": ("a.txt", b"y" * 2_000_000)}, headers=large).status_code == 413
    )
    assert desk.post("/check", data={"text": DRAFT}).status_code == 403, "without the token"


def test_the_api_checks_and_holds_back(desk: TestClient, token: dict[str, str], names: Names) -> None:
    body = {"text": "“Do not tell anyone about the zeppelins,” said Olha.", "name": "a.md"}
    answer = desk.post("/api/check", json=body, headers=token)
    (quotation,) = answer.json()["quotations"]
    assert (quotation["verdict"], quotation["changes"], quotation["places"][0]["words"]) == ("altered", [], "")
    assert "restricted" in quotation["places"][0]["withheld"]
    assert "zeppelin." not in answer.text
    assert "sisters" not in answer.text
    for to in ("csv", "html"):
        assert "zeppelin\u201d" not in desk.post("/api/check", params={"to": to}, json=body, headers=token).text
    fields = form(desk.get("/check").text, "/check")
    page = desk.post("/check", data=fields | {"text": body["text"]}, files={"draft": ("", b"")}).text
    assert "</span>zeppelin<" in page, "the control: the keeper sees it"
    sent = desk.post("/api/check", files={"draft": ("story.md", DRAFT.encode())}, headers=token).json()
    assert (sent["draft"], sent["verdicts"]["altered"]) == ("story.md", 1)
    assert desk.post("/api/check", json=body).status_code == 403, "without the token"
    assert desk.post("/api/check", json={"words": 1}, headers=token).status_code == 400


def test_terms_that_forbid_the_api_hold_back_there_alone(
    desk: TestClient, token: dict[str, str], names: Names, folder
) -> None:
    body = {"text": "“Hold on, Aurora,” said the shore."}
    assert desk.post("/api/check", json=body, headers=token).json()["quotations"][0]["places"][0]["words"]
    desk.post("/api/describe", json={"id": names.call, "fields": {"terms": "-", "forbids": "api"}}, headers=token)
    assert desk.post("/api/check", json=body, headers=token).json()["quotations"][0]["places"][0]["words"] == ""
    with actions.open_desk(folder) as opened:
        checked, _ = actions.check_content(opened, body["text"].encode(), name="a.txt")
    assert checked.quotations[0].places[0].token, "it may still be cited"
