"""CHAT (TalkBank): main lines with their speakers, what hangs on each, headers and gems, times in bullets.

A main line is a turn (`chat_line` says what its text is). Its `raw` is the line as printed; its dependent tiers stand in
its extra under their names (`%mor`), folds and all, and the headers between turns as `before`. Of `%wor` its words get
their times. A tier of ours, `%xexact`, says as JSON what a line of CHAT could not. Source: B. MacWhinney, Tools for
Analyzing Talk, part 1 (the CHAT manual).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
from msgspec import UNSET, Struct, UnsetType

from ...errors import MalformedText
from ...model import Conversation, Dossier, Mark, Reading, Transcript, Turn, Word
from .. import content as signatures
from ..casting import Casting
from ..page.charset import decode
from ..readings import Faults, reading, telling
from . import chat_writing
from .chat_heads import NOBODY, Heads
from .chat_line import said, timed_words, unfolded
from .tiers import language_of

READER = "chat 1"
MEDIA_TYPE = "text/x-chat"
_TURN = re.compile(r"^\*([^\s:*][^:\n]{0,80}):[ \t]*(.*+(?:\n[ \t].*+)*+)((?:\n%.*+(?:\n[ \t].*+)*+)*+)", re.MULTILINE)
_SOUND = re.compile(r"(?:_|\s)(\d{1,12})[_\s](\d{1,12})\W*$")
_OVERRIDE = re.compile("[\u202d\u202e]")
_HEADS = ("@UTF8", "@Begin", "@Font:", "@Window:", "@PID:", "@ColorWords:", "@Languages:")


class Exact(Struct, omit_defaults=True):
    """What a line of CHAT could not say of its turn, as it was."""

    text: str | UnsetType = UNSET
    marks: tuple[Mark, ...] | UnsetType = UNSET
    words: tuple[Word, ...] | UnsetType = UNSET
    start: int | UnsetType | None = UNSET
    end: int | UnsetType | None = UNSET
    language: str | UnsetType | None = UNSET


_EXACT = msgspec.json.Decoder(Exact)


def detects(head: bytes, name: str) -> float:
    if b"@" not in head[:80] and b"\x00" not in head[:80]:
        return 0.0
    start = signatures.as_text(head)[:4096].lstrip("\ufeff \r\n")
    return 1.0 if start.startswith(_HEADS) and ("@Begin" in start or "\n*" in start) else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the turns of a CHAT file, in its order. Raises MalformedText where it has neither `@Begin` nor a main line."""
    text, charset, doubts = _decoded(content, name)
    ends = "\r\n" if "\r\n" in text else "\n"
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    heads = Heads()
    transcript = _transcript(text, heads, ends, name)
    conversation = Conversation(id="c1", title=heads.title or "", held=heads.held, place=heads.place)
    return reading(
        [transcript], format="chat", media_type=MEDIA_TYPE, reader=READER, title=heads.title, charset=charset,
        conversations=[conversation], doubts=doubts,
    )  # fmt: skip


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the CHAT file: lines as they were printed where they still say what the turn says, else new ones."""
    return chat_writing.file_of(dossiers[0])


def _decoded(content: bytes, name: str) -> tuple[str, str, tuple[str, ...]]:
    """Returns the text with its bullets, which elsewhere would be taken for signs of a file that is no text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\x00"
    if "\x00" not in text and text.strip():
        told = "overrides of the writing direction stand in the text: it may show otherwise"
        return text, "utf-8", (told,) if not text.isascii() and _OVERRIDE.search(text) else ()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content.decode("utf-16", "replace").encode("utf-8", "replace")
    # A form feed stands in for the bullet while the character set is found: no text of CHAT has one.
    text, charset, doubts = decode(content.replace(b"\x0c", b" ").replace(b"\x15", b"\x0c"), name=name)
    return text.replace("\x0c", "\x15"), charset, doubts


class _Lines:
    """Counts the lines up to a place; each place is asked for in order."""

    def __init__(self, text: str) -> None:
        self._text, self._place, self._line = text, 0, 1

    def at(self, place: int) -> int:
        self._line += self._text.count("\n", self._place, place)
        self._place = max(place, self._place)
        return self._line


def _transcript(text: str, heads: Heads, ends: str, name: str) -> Transcript:
    faults, lines, casting = Faults(), _Lines(text), Casting()
    turns: list[Turn] = []
    header: list[str] = []
    voices: dict[str, tuple[str, ...]] = {}
    keys: dict[str, str] = {}
    before: list[tuple[str, str]] = []
    language: str | None = None
    place = number = 0
    for match in _TURN.finditer(text):
        first, last = match.span()
        if place < first - 1:
            between = _records(text, place, first, faults, lines)
            if turns:
                before += [("before", record) for record in between]
            else:
                header += between
        place = last
        code, body, tiers = match.groups()
        if code not in voices:
            if not turns:
                heads.read(header)
                language = language_of(heads.languages[0]) if heads.languages else None
            who = heads.participants.get(code)
            nobody = code == NOBODY and (who is None or who.label == NOBODY)
            labels = [] if nobody else who.labels if who is not None else [code]
            voices[code] = casting.voices(labels)
            if who is not None and len(labels) == 1:
                casting.voice(labels[0], role=who.role)
        if not body and not tiers:
            faults.add(f"*{code} says nothing", line=lines.at(first))
            before.append(("before", match.group()))
            continue
        number += 1
        line = said(unfolded(body))
        start, end, spoken = line.start, line.end, None
        words: tuple[Word, ...] = ()
        extra = before
        before = []
        if line.codes:
            extra += [("code", code) for code in line.codes]
        if line.language is not None and language_of(line.language) != language:
            spoken = language_of(line.language)
        exact: Exact | None = None
        if tiers:
            for tier in tiers[2:].split("\n%"):
                key, _, value = tier.partition(":")
                value = value[1:] if value[:1] == "\t" else value
                key = keys.get(key) or keys.setdefault(key, f"%{key}")
                if key == "%wor":
                    words = timed_words(line.text, value)
                elif key in ("%snd", "%mov") and start is None and (sound := _SOUND.search(value)):
                    start, end = int(sound[1]), int(sound[2])
                elif key == chat_writing.EXACT:
                    exact = _exact(value, faults, lines.at(first))
                    if exact is not None:
                        continue
                extra.append((key, value))
        if start is not None and end is not None and end < start:
            faults.add(f"it ends at {end} ms, before it starts at {start}", line=lines.at(first), turn=number)
            end = None
        turn = Turn(
            id=str(number), number=number, speakers=voices[code], text=line.text, raw=text[first : match.end(2)],
            start=start, end=end, printed=line.printed, language=spoken, marks=line.marks, words=words,
            extra=tuple(extra),
        )  # fmt: skip
        turns.append(turn if exact is None else _as_it_was(turn, exact, faults))
    rest = _records(text, place, len(text), faults, lines)
    if not turns:
        heads.read([*header, *rest])
        if not any(record.startswith("@Begin") for record in (*header, *rest)):
            raise MalformedText(name, 1, "a file of CHAT has @Begin and main lines (*CHI:), and this has neither")
    kept = [("header", record) for record in header] + [("footer", record) for _, record in before]
    kept += [("footer", record) for record in rest]
    if ends != "\n":
        kept.append(("line ends", "CRLF"))
    kept += [("media", medium) for medium in heads.media]
    return telling(
        turns, casting.speakers, format="chat", reader=READER, language=language, title=heads.title,
        made_by=heads.made_by, doubts=faults.doubts, extra=tuple(kept),
    )  # fmt: skip


def _records(text: str, place: int, end: int, faults: Faults, lines: _Lines) -> list[str]:
    """Returns the records between two main lines, each with its folds: headers, and what is none of CHAT."""
    records: list[str] = []
    for line in text[place:end].split("\n"):
        if not line.strip():
            place += len(line) + 1
            continue
        if line[0] in " \t" and records:
            records[-1] += "\n" + line
        else:
            if line[0] != "@":
                faults.add(f"no header, main line or tier; it is kept: {line[:80]}", line=lines.at(place))
            records.append(line)
        place += len(line) + 1
    return records


def _exact(value: str, faults: Faults, line: int) -> Exact | None:
    try:
        return _EXACT.decode(value)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        faults.add(f"{chat_writing.EXACT} is not as Earwitness writes it", line=line)
        return None


def _as_it_was(turn: Turn, exact: Exact, faults: Faults) -> Turn:
    changes = {key: value for key in exact.__struct_fields__ if (value := getattr(exact, key)) is not UNSET}
    changed = msgspec.structs.replace(turn, **changes)
    spans = [(mark.start, mark.end) for mark in changed.marks] + [(word.first, word.last) for word in changed.words]
    fits = all(0 <= first <= last <= len(changed.text) for first, last in spans)
    if not fits or (changed.start is not None and changed.end is not None and changed.end < changed.start):
        faults.add(f"{chat_writing.EXACT} does not fit its line", turn=turn.number)
        return turn
    return changed
