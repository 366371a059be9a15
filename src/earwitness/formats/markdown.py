"""Markdown, as CommonMark has it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Dossier, Mark, Reading
from .content import as_text
from .print import facts, heading, origin
from .signs import clock, label, voices, with_signs

_MARKDOWN = re.compile(
    r"^(?:#{1,6} \S|[*_]{2}[^*_\n]{1,80}[*_]{2}|> \S|\[[^\]\n]+\]\([^)\n]+\)|---\s*$|```)", re.MULTILINE
)


def detects(head: bytes, name: str) -> float:
    if name.lower().endswith((".md", ".markdown", ".mkd")):
        return 0.8
    return 0.4 if 3 <= len(_MARKDOWN.findall(as_text(head))) else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the conversations found in a Markdown file."""
    from .page.reader import read_page

    return read_page(content, name=name, form="markdown")


_ESCAPED = str.maketrans({sign: "\\" + sign for sign in "\\`*_[]<>#|~"})


def write(dossiers: Sequence[Dossier]) -> bytes:
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
    lines.append("\n".join(f"- {name}: {value.translate(_ESCAPED)}" for name, value in facts(dossier)))
    for transcript in dossier.transcripts:
        names = voices(transcript)
        lines.append(f"## {heading(transcript).translate(_ESCAPED)}")
        for turn in transcript.turns:
            who = label(turn, names).translate(_ESCAPED)
            time = f"{clock(turn)} " if turn.start is not None else ""
            said = with_signs(turn, sign, lambda text: text.translate(_ESCAPED))
            lines.append(f"{time}**{who}:** {said}" if who else f"— {time}{said}")
    lines += [f"> Where this comes from: {origin(source).translate(_ESCAPED)}" for source in dossier.sources]
    return "\n\n".join(lines)
