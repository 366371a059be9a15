"""Word's .docx: any transcript is read; what is written is a document to print and sign, whose turns find home again.

Source: ECMA-376 (WordprocessingML). Each turn that is written is a paragraph with a hidden bookmark that names it and its
revision (`_turn_t4f9k2mq7x1_3_7`): a document of ours is read by these and by the styles of its characters, so that times,
voices and marks come back as they were. No copy of the words lies hidden in the file: what is struck from the page is gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from ...errors import MalformedText
from ...model import TRANSCRIPT_KINDS, Conversation, Dossier, Reading, Speaker, Turn
from ...version import __version__
from ..casting import Casting
from ..packages import Package
from ..readings import reading, telling
from ..word import main_part
from .blocks import tables_of
from .bookmarks import Told, stretches, told_by
from .margins import said_beside
from .paragraphs import Run, WordParagraph, WordText, accepted, text_of
from .reading import conversations_in
from .styled import Spoken, spoken_of
from .wordprocessing import read_word

FORMAT = "docx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READER = f"docx {__version__}"
_WORD_PARTS = (b"word/", b"[Content_Types].xml", b"_rels/.rels", b"docProps/")


def detects(head: bytes, name: str) -> float:
    """A zip file whose first parts are those of a Word document; the name settles it where the head does not tell."""
    if not head.startswith(b"PK\x03\x04"):
        return 0.0
    named = name.lower().endswith((".docx", ".docm"))
    if b"word/document.xml" in head or b"wordprocessingml" in head:
        return 1.0
    return 0.9 if named else 0.7 if any(part in head[:2000] for part in _WORD_PARTS) and b"word/" in head else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the conversations in a Word document, the text as it stands with every tracked change accepted.

    Changes and comments stay with the turns they are about (`extra`). Raises MalformedText or UnsafeInput.
    """
    package = Package(content, name=name)
    if main_part(package) not in package:
        raise MalformedText(name, None, "it is no Word document: the part with the text is missing")
    word = read_word(content, name=name)
    if any(told_by(paragraph) for paragraph in word.paragraphs):
        return _ours(word)
    return conversations_in(word, format=FORMAT, media_type=MEDIA_TYPE, reader=READER)


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns a Word document to print: title, facts, voices, turns with numbered lines, sources, and a certificate to sign."""
    from .printing import printed

    return printed(dossiers)


def _ours(word: WordText) -> Reading:
    """Returns the transcripts of a document that we wrote."""
    voices = dict(_voices(word))
    turns: dict[str, list[Turn]] = {}
    castings: dict[str, Casting] = {}
    revisions: dict[str, int] = {}
    for stretch in stretches(word.paragraphs):
        told, spoken = stretch.told, spoken_of(accepted(stretch.runs))
        own = turns.setdefault(told.transcript, [])
        casting = castings.setdefault(told.transcript, Casting())
        revisions[told.transcript] = told.revision
        if spoken.text or spoken.marks or spoken.names:
            own.append(_turn(len(own) + 1, told, spoken, stretch.runs, casting, word))
        for runs in stretch.added:
            typed = spoken_of(accepted(runs))
            if typed.text.strip():
                own.append(_turn(len(own) + 1, None, typed, runs, casting, word))
    title = word.properties.get("title", "").strip()
    transcripts = []
    conversations: dict[str, str] = {}
    for number, (name, own) in enumerate(turns.items(), 1):
        said = {field: word.properties.get(f"{name} {field}", "") for field in ("kind", "language", "made by", "title")}
        home = word.properties.get(f"{name} conversation", "")
        local = conversations.setdefault(home, f"c{len(conversations) + 1}")
        transcript = telling(
            own, _speakers(castings[name].speakers, voices.get(name, {})), format=FORMAT, reader=READER,
            local=f"t{number}", conversation=local, title=said["title"] or None, language=said["language"] or None,
            made_by=said["made by"] or None, extra=(("made from", f"{name} revision {revisions[name]}"), *_filled(word)),
            kind=next((kind for kind in TRANSCRIPT_KINDS if kind == said["kind"]), "transcription"),
        )  # fmt: skip
        transcripts.append(transcript)
    return reading(
        transcripts, format=FORMAT, media_type=MEDIA_TYPE, reader=READER, title=title or None,
        conversations=[
            Conversation(id=local, title=word.properties.get(f"{home} title", title)) for home, local in conversations.items()
        ],
    )  # fmt: skip


def _turn(
    number: int, told: Told | None, spoken: Spoken, runs: list[Run], casting: Casting, word: WordText
) -> Turn:  # fmt: skip
    named = [] if told is None or told.turn == str(number) else [("turn", told.id)]
    beside = said_beside(WordParagraph(runs=runs), word.comments)
    return Turn(
        id=str(number), number=number, text=spoken.text, marks=spoken.marks, start=spoken.start, end=spoken.end,
        printed=spoken.printed, raw=text_of(accepted(runs)), language=spoken.language or None,
        speakers=casting.voices(spoken.names), inferred=spoken.inferred, extra=(*named, *beside),
    )  # fmt: skip


def _voices(word: WordText) -> Iterator[tuple[str, dict[str, tuple[tuple[str, ...], str]]]]:
    """Yields for each transcript what its table of voices says of each printed name: labels and role."""
    tables = tables_of(word.paragraphs)
    for paragraph in word.paragraphs:
        for _, bookmark in paragraph.bookmarks:
            if bookmark.startswith("_voices_") and paragraph.cell is not None:
                rows = tables[paragraph.cell[0]].rows[1:]
                yield (
                    bookmark.removeprefix("_voices_"),
                    {
                        row[0].strip(): (tuple(filter(None, row[1].split("\n"))), row[2].strip())
                        for row in rows
                        if len(row) == 3
                    },
                )


def _speakers(cast: Sequence[Speaker], voices: dict[str, tuple[tuple[str, ...], str]]) -> tuple[Speaker, ...]:
    return tuple(
        replace(speaker, labels=labels, role=role or None)
        for speaker in cast
        for labels, role in [voices.get(speaker.labels[0], (speaker.labels, ""))]
    )


def _filled(word: WordText) -> Iterator[tuple[str, str]]:
    """Yields the lines of the certificate that somebody filled in."""
    for paragraph in word.paragraphs:
        if paragraph.style == "EarwitnessBlank" and (text := paragraph.text.strip()) and not text.endswith("__"):
            yield "certificate", text
