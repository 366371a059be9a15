"""Web pages, read where the talk is; written as one page of its own."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from ..model import Dossier, Mark, Reading
from .content import as_text
from .print import facts, heading, origin
from .signs import clock, label, voices, with_signs

_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|article|main|section|div|span|p|br|ul|ol|li|table|tr|td|dl|dt|dd|"
    r"blockquote|h[1-6]|a|b|i|em|strong|font|center|script|style|link|pre|hr)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)


def detects(head: bytes, name: str) -> float:
    text = as_text(head)
    start = text.lstrip()[:400].lower()
    if start.startswith(("<!doctype html", "<html")) or re.match(r"(?s)<\?xml.{0,300}<html", start):
        return 0.98
    tags = len(_TAG.findall(text[:65536]))
    named = name.lower().endswith((".html", ".htm", ".xhtml"))
    if named and tags:
        return 0.95
    return 0.9 if 3 <= tags and start.startswith("<") else 0.55 if 6 <= tags else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the conversations found in a web page."""
    from .page.reader import read_page

    return read_page(content, name=name, form="html")


_STYLE = (
    "body{font:1.05rem/1.6 Georgia,'Noto Serif',serif;max-width:40rem;margin:2rem auto;padding:0 1rem}"
    "h2,.who,footer,dl{font-family:system-ui,sans-serif}h2{font-size:1rem;margin-top:2rem}.who{font-size:.85rem;font-weight:600}"
    "dt{font-weight:600}dd{margin:0 0 .4rem}.vocal,.incident,.pause{font-style:italic}.gloss{font-size:.85em}"
    ".unchecked{text-decoration:underline dotted;text-underline-offset:.3em}"
    ".supplied{border-bottom:1px dotted}footer{font-size:.8rem;overflow-wrap:anywhere}"
    "@media(prefers-color-scheme:dark){body{background:#171614;color:#ece7dc}}"
)


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns one web page of its own, UTF-8, with no script and nothing from elsewhere; marks carry their kind."""
    body = "\n".join(_article(dossier) for dossier in dossiers)
    title = dossiers[0].conversation.title if len(dossiers) == 1 else f"{len(dossiers)} conversations"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{html.escape(title or 'Untitled conversation')}</title><style>{_STYLE}</style></head>\n"
        f"<body><main>\n{body}\n</main></body></html>\n"
    ).encode()


def _article(dossier: Dossier) -> str:
    def sign(text: str, mark: Mark) -> str:
        shown = {
            "gap": f"[{mark.words or '…'}]",
            "vocal": f"({mark.words or mark.type})",
            "incident": f"({mark.words or mark.type})",
            "pause": f"({mark.words or mark.type})",
        }
        words = html.escape(
            shown.get(mark.type, text + (" " if text else "") + mark.words if mark.type == "gloss" else text)
        )
        if mark.type == "unclear" and not text:
            words = html.escape(f"[{mark.words or 'unclear'}]")
        return f'<span class="{mark.type}" title="{mark.type}">{words}</span>'

    parts = [f"<article>\n<h1>{html.escape(dossier.conversation.title or 'Untitled conversation')}</h1>\n<dl>"]
    parts += [f"<dt>{name}</dt><dd>{html.escape(value)}</dd>" for name, value in facts(dossier)]
    parts.append("</dl>")
    for transcript in dossier.transcripts:
        names = voices(transcript)
        language = f' lang="{html.escape(transcript.language)}"' if transcript.language else ""
        parts.append(f"<section{language}>\n<h2>{html.escape(heading(transcript))}</h2>")
        for turn in transcript.turns:
            who = html.escape(label(turn, names))
            time = f"<time>[{clock(turn)}]</time> " if turn.start is not None else ""
            said = with_signs(turn, sign, html.escape)
            other = f' lang="{html.escape(turn.language)}"' if turn.language else ""
            name = time + (f'<span class="who">{who}:</span> ' if who else "— ")
            loose = (
                ' class="unchecked" title="machine text, unchecked"'
                if f"{transcript.id}.{turn.id}" in dossier.unchecked
                else ""
            )
            parts.append(f'<p id="turn-{transcript.id}.{turn.id}"{loose} dir="auto"{other}>{name}{said}</p>')
        parts.append("</section>")
    parts += [f"<footer>Where this comes from: {html.escape(origin(source))}</footer>" for source in dossier.sources]
    parts.append("</article>")
    return "\n".join(parts)
