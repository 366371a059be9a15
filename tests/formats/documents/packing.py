"""Word and OpenDocument files made of a few paragraphs, as word processors pack them. All of it is invented for these tests."""

from __future__ import annotations

import html
import io
import re
import zipfile

from earwitness.formats.documents import docx
from earwitness.model import Conversation, Dossier, Speaker, Transcript, Turn

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def word(body: str, *, comments: str = "", **parts: str) -> bytes:
    """Returns a .docx with this body, as XML of the prefix `w`."""
    files = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {SPACE}><w:body>{body}</w:body></w:document>",
    }
    if comments:
        files["word/comments.xml"] = f"<w:comments {SPACE}>{comments}</w:comments>"
    return packed({**files, **{f"word/{name}.xml": content for name, content in parts.items()}})


def p(text: str, *, bold: str = "", style: str = "") -> str:
    """Returns a paragraph, its first words in bold."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    lead = f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{bold}</w:t></w:r>' if bold else ""
    return f"<w:p>{properties}{lead}{r(text)}</w:p>"


def r(text: str, *, deleted: bool = False) -> str:
    tag = "delText" if deleted else "t"
    inside = text.replace("\t", f"</w:{tag}><w:tab/><w:{tag} xml:space='preserve'>")
    return f'<w:r><w:{tag} xml:space="preserve">{inside}</w:{tag}></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def struck(text: str, *, author: str = "Ada Example", time: str = "2031-11-14T09:00:00Z") -> str:
    return f'<w:del w:id="90" w:author="{author}" w:date="{time}">{r(text, deleted=True)}</w:del>'


def typed(text: str, *, author: str = "Ada Example", time: str = "2031-11-14T09:00:00Z", style: str = "") -> str:
    run = r(text) if not style else r(text).replace("<w:r>", f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr>')
    return f'<w:ins w:id="91" w:author="{author}" w:date="{time}">{run}</w:ins>'


def dossier(
    *turns: Turn, speakers: tuple[Speaker, ...] = (), transcript: str = "t4f9k2mq7x1", revision: int = 3
) -> Dossier:
    return Dossier(
        conversation=Conversation(id="c4f9k2mq7x1", title="The bridge of the Aurora"),
        transcripts=(
            Transcript(
                id=transcript,
                conversation="c4f9k2mq7x1",
                revision=revision,
                speakers=speakers,
                turns=turns,
                language="en",
            ),
        ),
    )


def edited(content: bytes, *changes: tuple[str, str], comments: str = "") -> bytes:
    """Returns a document with stretches of its text's XML put otherwise, as a word processor leaves it; each must be there."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    for old, new in changes:
        assert old in parts["word/document.xml"], f"{old}\nis not in\n{parts['word/document.xml']}"
        parts["word/document.xml"] = parts["word/document.xml"].replace(old, new, 1)
    if comments:
        parts["word/comments.xml"] = f"<w:comments {SPACE}>{comments}</w:comments>"
    return packed(parts)


def words_in(xml: str) -> list[str]:
    """Returns the words of an XML part by a count that knows nothing of how it is read."""
    texts = re.findall(r"<w:t(?: [^>]*)?>([^<]*)", xml.replace("</w:p>", "<w:t> "))
    return re.findall(r"\w+", html.unescape("".join(texts)))


def made(*turns: Turn, speakers: tuple[Speaker, ...] = ()) -> bytes:
    return docx.write([dossier(*turns, speakers=speakers)])
