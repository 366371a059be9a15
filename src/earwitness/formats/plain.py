"""Plain text: labels, dashes or quotation marks tell the turns."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Dossier, Reading
from .print import facts, heading, origin
from .signs import clock, label, voices, with_signs


def detects(head: bytes, name: str) -> float:
    """Anything that is not binary may be read as plain text; it is the last resort, so its claim is faint."""
    return 0.5 if name.lower().endswith((".txt", ".text", ".asc")) else 0.1


def read(content: bytes, *, name: str) -> Reading:
    """Returns the conversations found in a plain text."""
    from .page.reader import read_page

    return read_page(content, name=name, form="text")


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns plain text, UTF-8: a heading, facts, then `Label: words` a paragraph; times before the label."""
    return "\n\n".join(_text(dossier) for dossier in dossiers).encode() + b"\n"


def _text(dossier: Dossier) -> str:
    paragraphs = [dossier.conversation.title or "Untitled conversation"]
    paragraphs.append("\n".join(f"{name}: {value}" for name, value in facts(dossier)))
    for transcript in dossier.transcripts:
        names = voices(transcript)
        paragraphs.append(f"=== {heading(transcript)} ===")
        for turn in transcript.turns:
            who = label(turn, names)
            time = f"[{clock(turn)}] " if turn.start is not None else ""
            paragraphs.append(f"{time}{who}: {with_signs(turn)}" if who else f"— {time}{with_signs(turn)}")
    paragraphs += [f"Where this comes from: {origin(source)}" for source in dossier.sources]
    return "\n\n".join(paragraphs)
