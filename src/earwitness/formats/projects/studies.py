"""Studies: conversations as a REFI-QDA project, with the codings and notes that came with them from one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from msgspec.structs import replace

from ...model import GENRES, TRANSCRIPT_KINDS, Conversation, Dossier, Held, Transcript
from ...model.conversation import Certainty
from .codes import SEPARATOR, CodeRead, code_in, nested
from .kept import decoded, kept_on, kept_with
from .qda import Case, Coded, Project, ProjectCode, ProjectNote, Selection, TextSource, guid, is_guid
from .script import Script, print_script

FORMAT = "refi-qda"
VARIABLES = ("Kind", "Language", "Made by")
"""What a text says of its transcript."""
_CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)


class Book:
    """The codes and users of a project, each once."""

    def __init__(self) -> None:
        self.codes: dict[str, CodeRead] = {}
        self.users: dict[str, str] = {}
        self.notes: dict[str, ProjectNote] = {}

    def add(self, code: CodeRead) -> None:
        self.codes.setdefault(code.path, code)

    def code(self, path: str) -> str:
        """Returns the guid of the code of that path, which is made with all above it where it is new."""
        if path not in self.codes:
            above = path.rpartition(SEPARATOR)[0]
            if above:
                self.code(above)
            self.codes[path] = CodeRead(guid=guid("code", path), path=path)
        return self.codes[path].guid

    def user(self, name: str) -> str:
        """Returns the guid of the person of that name; empty for nobody."""
        if not name:
            return ""
        return self.users.setdefault(name, guid("user", name))

    def note(self, id: str, text: str, *, by: str = "", when: str = "", name: str = "") -> str:
        """Returns the guid of the note, which is put down once."""
        self.notes.setdefault(id, ProjectNote(guid=id, text=text, name=name, by=self.user(by), when=when))
        return id

    @property
    def tree(self) -> tuple[ProjectCode, ...]:
        return nested(tuple(self.codes.values()))


def study_of(dossiers: Sequence[Dossier]) -> Project:
    """Returns the conversations as a project."""
    book = Book()
    for transcript in (each for dossier in dossiers for each in dossier.transcripts):
        for name, value in kept_with(transcript, FORMAT):
            if name == "code":
                book.add(code_in(value))
    taken: set[str] = set()
    sources = [(dossier, [_source(dossier, each, book, taken) for each in dossier.transcripts]) for dossier in dossiers]
    return Project(
        name=name_of(dossiers),
        codes=book.tree,
        users=tuple((id, name) for name, id in book.users.items()),
        cases=tuple(case_of(dossier, made) for dossier, made in sources),
        sources=tuple(source for _, made in sources for source in made),
        notes=tuple(book.notes.values()),
    )


def name_of(dossiers: Sequence[Dossier]) -> str:
    """Returns what a project of these conversations is called."""
    if len(dossiers) == 1:
        return dossiers[0].conversation.title or "Untitled conversation"
    return f"{len(dossiers)} conversations"


def case_of(dossier: Dossier, sources: Sequence[TextSource]) -> Case:
    """Returns the case that a conversation is."""
    conversation = dossier.conversation
    held = conversation.held
    values = {
        "Genre": conversation.genre or "", "Held": held.date or "",
        "Certainty": held.certainty if held.date else "", "Why": held.why if held.date else "",
        "Place": conversation.place or "",
    }  # fmt: skip
    return Case(
        guid=_own_guid(dict(conversation.extra).get("case", "")) or guid("conversation", conversation.id),
        name=conversation.title or "Untitled conversation",
        sources=tuple(source.guid for source in sources),
        values=tuple((name, value) for name, value in values.items() if value),
    )


def conversation_in(name: str, values: Mapping[str, str]) -> Conversation:
    """Returns the conversation that a case of this desk's tells of."""
    genre = next((genre for genre in GENRES if genre == values.get("Genre")), None)
    certainty: Certainty = next((each for each in _CERTAINTIES if each == values.get("Certainty")), "unknown")
    held = Held(date=values["Held"], certainty=certainty, why=values.get("Why", "")) if values.get("Held") else Held()
    title = "" if name == "Untitled conversation" else name
    return Conversation(id="", title=title, genre=genre, held=held, place=values.get("Place") or None)


def described(transcript: Transcript, values: Mapping[str, str]) -> Transcript:
    """Returns the transcript with what its text says of it."""
    kind = next((kind for kind in TRANSCRIPT_KINDS if kind == values.get("Kind")), transcript.kind)
    return replace(
        transcript, kind=kind, language=values.get("Language") or None, made_by=values.get("Made by") or None
    )


def text_of(dossier: Dossier, transcript: Transcript, script: Script) -> TextSource:
    """Returns a transcript as a text of a project, nothing written on it yet."""
    values = {"Kind": transcript.kind, "Language": transcript.language or "", "Made by": transcript.made_by or ""}
    extra = dict(kept_with(transcript, FORMAT))
    return TextSource(
        guid=_own_guid(extra.get("source", "")) or guid("transcript", dossier.conversation.id, transcript.id),
        name=transcript.title or dossier.conversation.title or "Untitled conversation",
        text=script.text,
        values=tuple((name, value) for name, value in values.items() if value),
    )


def _source(dossier: Dossier, transcript: Transcript, book: Book, taken: set[str]) -> TextSource:
    script = print_script(transcript)
    source = text_of(dossier, transcript, script)
    if source.guid in taken:
        source = replace(source, guid=guid("transcript", dossier.conversation.id, transcript.id))
    taken.add(source.guid)
    selections: dict[str, Selection] = {}
    for placed in script.turns:
        for number, (name, value) in enumerate(kept_on(placed.turn, transcript, FORMAT)):
            if name not in ("coding", "note"):
                continue
            facts = decoded(value)
            start, end = placed.span(int(facts.get("start", 0)), int(facts.get("end", len(placed.turn.text))))
            id = _own_guid(facts.get("selection", "")) or guid("selection", source.guid, placed.turn.id, str(number))
            standing = selections.get(id) or Selection(guid=id, start=start, end=end, words="")
            low, high = min(start, standing.start), max(end, standing.end)
            standing = replace(standing, start=low, end=high, words=script.text[low:high])
            selections[id] = _with(standing, name, facts, book)
    values = list(source.values)
    coded: list[Coded] = []
    notes: list[str] = []
    description = ""
    for name, value in kept_with(transcript, FORMAT):
        if name == "variable":
            facts = decoded(value)
            values.append((str(facts["name"]), str(facts["value"])))
        elif name == "description":
            description = value
        elif name in ("coding", "note"):
            facts = decoded(value)
            at = script.text.find(facts["words"]) if facts.get("words") else -1
            if 0 <= at:
                id = _own_guid(facts.get("selection", "")) or guid("selection", source.guid, value)
                end = at + len(facts["words"])
                selections[id] = _with(Selection(guid=id, start=at, end=end, words=facts["words"]), name, facts, book)
            elif facts.get("words"):
                # A code on words that stand outside the talk, a heading: on the whole text it would say another thing.
                said = f"{facts.get('code') or facts.get('text', '')}: “{facts['words']}”"
                id = guid("note", source.guid, value)
                notes.append(book.note(id, said, by=str(facts.get("by", "")), when=str(facts.get("when", ""))))
            else:
                on_source = _with(Selection(guid=source.guid, start=0, end=0, words=""), name, facts, book)
                coded += on_source.coded
                notes += on_source.notes
    return replace(
        source, selections=tuple(selections.values()), coded=tuple(coded), notes=tuple(notes), values=tuple(values),
        description=description,
    )  # fmt: skip


def _with(selection: Selection, name: str, facts: Mapping[str, Any], book: Book) -> Selection:
    """Returns the passage with one more code or note on it."""
    by, when = str(facts.get("by", "")), str(facts.get("when", ""))
    if name == "note":
        text = str(facts.get("text", ""))
        id = _own_guid(facts.get("guid", "")) or guid("note", selection.guid, text, by, when)
        note = book.note(id, text, by=by, when=when)
        return selection if note in selection.notes else replace(selection, notes=(*selection.notes, note))
    path = str(facts.get("code", ""))
    id = _own_guid(facts.get("guid", "")) or guid("coding", selection.guid, path, by, when)
    coded = Coded(guid=id, code=book.code(path), by=book.user(by), when=when)
    return selection if coded in selection.coded else replace(selection, coded=(*selection.coded, coded))


def _own_guid(text: object) -> str:
    return text if isinstance(text, str) and is_guid(text) else ""
