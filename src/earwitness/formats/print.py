"""Transcripts in print: plain text, Markdown and a web page of one file."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from ..dates import human
from ..model import Dossier, Mark, Source, Transcript
from ..times import format_clock
from .signs import label, voices, with_signs

KINDS = {
    "transcription": "Transcription", "translation": "Translation", "excerpt": "Excerpt",
    "subtitles": "Subtitles", "machine": "Machine transcript",
}  # fmt: skip


def _facts(dossier: Dossier) -> Iterator[tuple[str, str]]:
    conversation = dossier.conversation
    if conversation.held.date:
        known = (
            ""
            if conversation.held.certainty == "stated"
            else f" ({conversation.held.certainty}: {conversation.held.why})"
        )
        yield "Took place", human(conversation.held.date) + known
    if conversation.place:
        yield "Place", conversation.place
    yield "Conversation", conversation.id


def _heading(transcript: Transcript) -> str:
    parts = [
        KINDS[transcript.kind],
        transcript.language or "",
        transcript.made_by or "",
        f"revision {transcript.revision}",
    ]
    return " · ".join(part for part in parts if part)


def _origin(source: Source) -> str:
    parts = [source.publisher, source.title, source.url or source.path, source.published]
    return ", ".join(part for part in parts if part) + f" (SHA-256 {source.digest})"


def write_text(dossiers: Sequence[Dossier]) -> bytes:
    """Returns plain text, UTF-8: a heading, facts, then `Label: words` a paragraph; times before the label."""
    return "\n\n".join(_text(dossier) for dossier in dossiers).encode() + b"\n"


def _text(dossier: Dossier) -> str:
    paragraphs = [dossier.conversation.title or "Untitled conversation"]
    paragraphs.append("\n".join(f"{name}: {value}" for name, value in _facts(dossier)))
    for transcript in dossier.transcripts:
        names = voices(transcript)
        paragraphs.append(f"=== {_heading(transcript)} ===")
        for turn in transcript.turns:
            who = label(turn, names)
            time = f"[{format_clock(turn.start)}] " if turn.start is not None else ""
            paragraphs.append(f"{time}{who}: {with_signs(turn)}" if who else f"— {time}{with_signs(turn)}")
    paragraphs += [f"Where this comes from: {_origin(source)}" for source in dossier.sources]
    return "\n\n".join(paragraphs)


_ESCAPED = str.maketrans({sign: "\\" + sign for sign in "\\`*_[]<>#|~"})


def write_markdown(dossiers: Sequence[Dossier]) -> bytes:
    """Returns Markdown (CommonMark), UTF-8: names in bold, marks in italics or brackets, everything else escaped."""
    return "\n\n".join(_markdown(dossier) for dossier in dossiers).encode() + b"\n"


def _markdown(dossier: Dossier) -> str:
    def sign(text: str, mark: Mark) -> str:
        text, words = text.translate(_ESCAPED), mark.words.translate(_ESCAPED)
        if mark.type == "gap":
            return f"\\[{words or '…'}\\]"
        if mark.type == "unclear":
            return f"\\[{text}?\\]" if text else f"\\[{words or 'unclear'}\\]"
        if mark.type in ("vocal", "incident", "pause"):
            return f"*({words or mark.type})*"
        if mark.type == "supplied":
            return f"\\[{text or words}\\]"
        if mark.type == "gloss" and words:
            return f"{text}*{words}*"
        return text

    lines = [f"# {(dossier.conversation.title or 'Untitled conversation').translate(_ESCAPED)}"]
    lines.append("\n".join(f"- {name}: {value.translate(_ESCAPED)}" for name, value in _facts(dossier)))
    for transcript in dossier.transcripts:
        names = voices(transcript)
        lines.append(f"## {_heading(transcript).translate(_ESCAPED)}")
        for turn in transcript.turns:
            who = label(turn, names).translate(_ESCAPED)
            time = f"{format_clock(turn.start)} " if turn.start is not None else ""
            said = with_signs(turn, sign, lambda text: text.translate(_ESCAPED))
            lines.append(f"{time}**{who}:** {said}" if who else f"— {time}{said}")
    lines += [f"> Where this comes from: {_origin(source).translate(_ESCAPED)}" for source in dossier.sources]
    return "\n\n".join(lines)


_STYLE = (
    "body{font:1.05rem/1.6 Georgia,'Noto Serif',serif;max-width:40rem;margin:2rem auto;padding:0 1rem}"
    "h2,.who,footer,dl{font-family:system-ui,sans-serif}h2{font-size:1rem;margin-top:2rem}.who{font-size:.85rem;font-weight:600}"
    "dt{font-weight:600}dd{margin:0 0 .4rem}.vocal,.incident,.pause{font-style:italic}.gloss{font-size:.85em}"
    ".supplied{border-bottom:1px dotted}footer{font-size:.8rem;overflow-wrap:anywhere}"
    "@media(prefers-color-scheme:dark){body{background:#171614;color:#ece7dc}}"
)


def write_html(dossiers: Sequence[Dossier]) -> bytes:
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
            "vocal": mark.words,
            "incident": mark.words,
            "pause": mark.words or "pause",
        }
        words = html.escape(
            shown.get(mark.type, text + (" " if text else "") + mark.words if mark.type == "gloss" else text)
        )
        if mark.type == "unclear" and not text:
            words = html.escape(f"[{mark.words or 'unclear'}]")
        return f'<span class="{mark.type}" title="{mark.type}">{words}</span>'

    parts = [f"<article>\n<h1>{html.escape(dossier.conversation.title or 'Untitled conversation')}</h1>\n<dl>"]
    parts += [f"<dt>{name}</dt><dd>{html.escape(value)}</dd>" for name, value in _facts(dossier)]
    parts.append("</dl>")
    for transcript in dossier.transcripts:
        names = voices(transcript)
        language = f' lang="{html.escape(transcript.language)}"' if transcript.language else ""
        parts.append(f"<section{language}>\n<h2>{html.escape(_heading(transcript))}</h2>")
        for turn in transcript.turns:
            who = html.escape(label(turn, names))
            time = f" <time>{format_clock(turn.start)}</time>" if turn.start is not None else ""
            said = with_signs(turn, sign, html.escape)
            other = f' lang="{html.escape(turn.language)}"' if turn.language else ""
            name = f'<span class="who">{who}{":" if who else ""}{time}</span> ' if who or time else "— "
            parts.append(f'<p id="turn-{transcript.id}.{turn.id}" dir="auto"{other}>{name}{said}</p>')
        parts.append("</section>")
    parts += [f"<footer>Where this comes from: {html.escape(_origin(source))}</footer>" for source in dossier.sources]
    parts.append("</article>")
    return "\n".join(parts)
