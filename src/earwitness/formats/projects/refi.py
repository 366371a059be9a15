"""REFI-QDA projects (`.qdpx`): texts with the codes, notes and codebook of a qualitative study, there and back.

A text that this desk wrote is read back turn by turn, another by the reader of plain text. A coded passage stays with its
words: it is kept with the turn that holds it, its place there, and the words themselves (offsets do not survive every tool).
Sync points give turns their times. Nothing outside the package is opened; a path in it is a name to look up, no more.

After the REFI-QDA standard 1.5 (qdasoftware.org).
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, tostring

from msgspec import to_builtins
from msgspec.structs import replace

from ...errors import EarwitnessError, MalformedText
from ...model import Conversation, Dossier, Reading, Transcript, Turn
from ...version import __version__
from .. import markup
from ..markup import local
from ..packages import Package
from ..page.charset import decode
from ..page.reader import read_page
from ..readings import Faults, reading, telling
from . import studies
from .codes import child_text, codes_in, project_part
from .kept import encoded
from .qda import CODEBOOK, PROJECT, package_of
from .script import Placed, locate, read_script
from .selections import Remarked, kept

FORMAT = studies.FORMAT
READER = f"refi-qda {__version__}"
MEDIA_TYPE = "application/vnd.qdpx"
_MODELLED = frozenset(("Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Description"))
_WITH_SOUND = ("AudioSource", "VideoSource")


def detects(head: bytes, name: str) -> float:
    """A package with `project.qde` in it, a codebook or a bare project by its namespace."""
    if head.startswith(b"PK\x03\x04"):
        if b"project.qde" in head:
            return 1.0
        return 0.9 if name.lower().endswith(".qdpx") else 0.0
    start = head[:2048]
    return 1.0 if CODEBOOK.encode() in start or PROJECT.encode() in start else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the transcripts found in the project's texts, with what is written on them."""
    package: Package | None = None
    if content.startswith(b"PK"):
        package = Package(content, name=name)
        content = package.part(project_part(package))
    root = markup.parse(content, name=name).root
    if local(root.tag) == "CodeBook":
        doubt = "this is a codebook: add its codes with `earwitness codebook --from`; no transcript is in it"
        return reading((), format=FORMAT, media_type="text/xml", reader=READER, doubts=(doubt,))
    if local(root.tag) != "Project":
        raise MalformedText(name, None, f"its root is {local(root.tag)}, not Project", hint="is it a REFI-QDA project?")
    return _Study(root, package, name).reading()


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns a project: a case for each conversation, a text for each transcript, and the codings that came with them."""
    return package_of(studies.study_of(dossiers))


class _Study:
    """A project on its way in."""

    def __init__(self, root: Element, package: Package | None, name: str) -> None:
        self.root = root
        self.package = package
        self.name = name
        self.faults = Faults()
        self.own = root.get("origin", "").startswith("Earwitness ")
        groups = {local(child.tag): child for child in root}
        self.groups = groups
        self.codes = codes_in(groups["CodeBook"]) if "CodeBook" in groups else ()
        users = {user.get("guid", ""): user.get("name", "") for user in groups.get("Users", ())}
        notes = {note.get("guid", ""): self._note(note, users) for note in groups.get("Notes", ())}
        self.variables = {each.get("guid", ""): each.get("name", "") for each in groups.get("Variables", ())}
        self.remarked = Remarked({code.guid: code.path for code in self.codes}, users, notes)
        self.conversations: list[Conversation] = []
        self.transcripts: list[Transcript] = []
        self.cases = _cases(groups.get("Cases"), self.variables) if self.own else {}

    def reading(self) -> Reading:
        for source in self.groups.get("Sources", ()):
            kind = local(source.tag)
            if kind == "TextSource":
                self._text(source, source)
            elif kind in _WITH_SOUND:
                for transcript in source:
                    if local(transcript.tag) == "Transcript":
                        self._text(transcript, source)
            else:
                inner = [child for child in source.iter() if local(child.tag) in ("Representation", "TextDescription")]
                for text in inner:
                    self._text(text, source)
                if not inner:
                    self.faults.add(
                        f"the source “{source.get('name', '')}” is a {kind}, of which no text is in the project"
                    )
        if self.transcripts:
            self.transcripts[0] = replace(self.transcripts[0], extra=(*self.transcripts[0].extra, *self._of_project()))
        title = self.root.get("name") or None
        doubts = (*(doubt.what for doubt in self.faults.doubts), *(doubt for _, doubt in self.remarked.unplaced))
        return reading(
            self.transcripts, format=FORMAT, media_type=MEDIA_TYPE, reader=READER, title=title,
            conversations=self.conversations, doubts=doubts,
        )  # fmt: skip

    def _of_project(self) -> list[tuple[str, str]]:
        """Returns what belongs to no text: it stays with the first transcript."""
        extra = [("code", encoded(to_builtins(code))) for code in self.codes]
        extra += [
            ("project", tostring(child, encoding="unicode").strip())
            for child in self.root
            if local(child.tag) not in _MODELLED or (local(child.tag) == "Cases" and not self.own)
        ]
        if description := child_text(self.root, "Description"):
            extra.append(("project description", description))
        return extra

    def _note(self, note: Element, users: dict[str, str]) -> dict[str, str]:
        text = self._plain(note)
        found = {"guid": note.get("guid", ""), "text": text or child_text(note, "Description")}
        found["by"] = users.get(note.get("creatingUser", ""), "")
        found["when"] = note.get("creationDateTime", "")
        return {name: value for name, value in found.items() if value}

    def _plain(self, element: Element) -> str:
        """Returns the plain text of a source or note, empty where there is none; a path is looked up in the package alone."""
        content = next((child.text or "" for child in element if local(child.tag) == "PlainTextContent"), None)
        if content is not None:
            return content
        path = element.get("plainTextPath", "")
        if not path:
            if element.get("richTextPath"):
                self.faults.add(f"“{element.get('name', '')}” is in the project as a word processor's file only")
            return ""
        wanted = path.replace("\\", "/").rpartition("/")[2].casefold()
        part = None
        if path.lower().startswith("internal:") and self.package is not None:
            part = next((each for each in self.package.names if each.rpartition("/")[2].casefold() == wanted), None)
        if part is None or self.package is None:
            self.faults.add(f"the text of “{element.get('name', '')}” is not in the project: {path}")
            return ""
        try:
            return decode(self.package.part(part), name=part).text
        except EarwitnessError as error:
            self.faults.add(f"the text of “{element.get('name', '')}”: {error.message}")
            return ""

    def _text(self, element: Element, source: Element) -> None:
        """Reads a text of the project, and places what is written on it."""
        text = self._plain(element)
        title = element.get("name") or source.get("name") or ""
        found, conversations = self._turns(text, title, element)
        if not found:
            if text.strip():
                self.faults.add(f"no one speaks in “{title}”")
            self.remarked.elsewhere(element, text)
            return
        sync = _sync_points(element)
        home = {conversation.id: f"c{len(self.conversations) + place}" for place, conversation in
                enumerate(conversations, 1)}  # fmt: skip
        everywhere = tuple(each for _, placed in found for each in placed)
        for number, (transcript, placed) in enumerate(found):
            whole = tuple(self._whole(element, source)) if number == 0 else ()
            timed = _timed(placed, sync)
            turns, rest = kept(self.remarked, element, text, timed, everywhere if number == 0 else None)
            made = replace(
                transcript,
                id=f"t{len(self.transcripts) + 1}",
                conversation=home.get(transcript.conversation, transcript.conversation),
                format=FORMAT,
                reader=READER,
                title=transcript.title or title or None,
                turns=turns,
                extra=(*transcript.extra, *whole, *rest),
            )
            self.transcripts.append(made)
        self.conversations += [replace(each, id=home[each.id]) for each in conversations]

    def _turns(
        self, text: str, title: str, element: Element
    ) -> tuple[list[tuple[Transcript, tuple[Placed, ...]]], list[Conversation]]:
        script = read_script(text) if self.own else None
        if script is not None:
            return self._own(script[0], script[2], telling(script[0], script[1], format=FORMAT, reader=READER), element)
        if not text.strip():
            return [], []
        try:
            page = read_page(text.encode("utf-8", "replace"), name=title or self.name, form="text")
        except EarwitnessError as error:
            self.faults.add(f"the text “{title}”: {error.message}")
            return [], []
        titled = [replace(each, title=each.title or title) for each in page.conversations]
        return [(each, locate(text, each.turns)) for each in page.transcripts], titled

    def _own(
        self, turns: list[Turn], placed: tuple[Placed, ...], transcript: Transcript, element: Element
    ) -> tuple[list[tuple[Transcript, tuple[Placed, ...]]], list[Conversation]]:
        """Returns a transcript that this desk wrote, under the conversation that its case says it is of."""
        if not turns:
            return [], []
        case, conversation = self.cases.get(element.get("guid", ""), ("", Conversation(id="")))
        known = next((made.id for made in self.conversations if ("case", case) in made.extra), None) if case else None
        values = dict(_values_of(element, self.variables))
        local_id = known or "new"
        transcript = studies.described(replace(transcript, conversation=local_id), values)
        extra = (("case", case),) if case else ()
        made = (
            []
            if known
            else [replace(conversation, id="new", title=conversation.title or transcript.title or "", extra=extra)]
        )
        return [(transcript, placed)], made

    def _whole(self, element: Element, source: Element) -> list[tuple[str, str]]:
        """Returns what is said of a text as a whole."""
        extra = [("source", element.get("guid", ""))]
        extra += [("media", source.get("path", ""))] if source is not element and source.get("path") else []
        for name, value in _values_of(element, self.variables):
            if not self.own or name not in studies.VARIABLES:
                extra.append(("variable", encoded({"name": name, "value": value})))
        if description := child_text(element, "Description"):
            extra.append(("description", description))
        return extra + self.remarked.on_whole(element)


def _values_of(element: Element, variables: dict[str, str]) -> list[tuple[str, str]]:
    found = []
    for child in element:
        if local(child.tag) == "VariableValue":
            parts = {local(part.tag): part for part in child}
            reference = parts.pop("VariableRef", None)
            value = next(((part.text or "") for part in parts.values()), "")
            if reference is not None:
                found.append((variables.get(reference.get("targetGUID", ""), ""), value))
    return found


def _cases(group: Element | None, variables: dict[str, str]) -> dict[str, tuple[str, Conversation]]:
    """Returns for each text's guid its case and the conversation that the case tells of."""
    found: dict[str, tuple[str, Conversation]] = {}
    for case in group if group is not None else ():
        conversation = studies.conversation_in(case.get("name", ""), dict(_values_of(case, variables)))
        for child in case:
            if local(child.tag) == "SourceRef":
                found[child.get("targetGUID", "")] = (case.get("guid", ""), conversation)
    return found


def _sync_points(element: Element) -> list[tuple[int, int]]:
    """Returns the sync points of a transcript, in order: code points into its text, milliseconds."""
    found = []
    for child in element:
        if local(child.tag) == "SyncPoint":
            position, time = child.get("position", ""), child.get("timeStamp", "")
            if position.isdecimal() and time.isdecimal() and len(position) < 12 and len(time) < 12:
                found.append((int(position), int(time)))
    return sorted(set(found))


def _timed(placed: tuple[Placed, ...], sync: list[tuple[int, int]]) -> tuple[Placed, ...]:
    """Gives turns without a time of their own that of the sync point that stands at their first word or label."""
    if not sync:
        return placed
    timed = []
    before = 0
    place = 0
    for each in placed:
        turn = each.turn
        while place < len(sync) and sync[place][0] < before:
            place += 1
        if turn.start is None and place < len(sync) and sync[place][0] <= each.start:
            turn = replace(turn, start=sync[place][1])
        timed.append(each._replace(turn=turn))
        before = max(before, each.end)
    return tuple(timed)
