"""What stands over and under a transcript in print: its facts, its heading, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from ..dates import human
from ..model import Dossier, Source, Transcript

KINDS = {
    "transcription": "Transcription", "translation": "Translation", "excerpt": "Excerpt",
    "subtitles": "Subtitles", "machine": "Machine transcript",
}  # fmt: skip


def facts(dossier: Dossier) -> Iterator[tuple[str, str]]:
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


def heading(transcript: Transcript) -> str:
    parts = [
        KINDS[transcript.kind],
        transcript.language or "",
        transcript.made_by or "",
        f"revision {transcript.revision}",
    ]
    return " · ".join(part for part in parts if part)


def origin(source: Source) -> str:
    parts = [source.publisher, source.title, source.url or source.path, source.published]
    return ", ".join(part for part in parts if part) + f" (SHA-256 {source.digest})"
