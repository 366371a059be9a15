"""A REFI-QDA project as values, and its XML: codes, sources with their coded passages, notes, cases.

After the REFI-QDA standard 1.5, Project.xsd and Codebook.xsd 1.0 (qdasoftware.org). The order of the elements is theirs.
Positions count code points of the plain text. The same project is the same bytes: no element has a time of its own making,
and ids are made from what they name.
"""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

from ...version import __version__

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
ORIGIN = f"Earwitness {__version__}"
PALETTE = ("#14525A", "#6D2F5A", "#5A5014", "#2F3F7D", "#7A3A22", "#2C5A34", "#55407A", "#6B2B3A")
"""The codebook's colours, 1 to 8."""
_DAY = (1980, 1, 1, 0, 0, 0)
"""The day that every part of a package is of: a day of its own would make two exports of one project differ."""
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GUID = re.compile(r"\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")


class ProjectCode(Struct, frozen=True, kw_only=True):
    """A code of a project or codebook."""

    guid: str
    name: str
    means: str = ""
    colour: str = ""
    """`#14525A`; empty where it has none."""
    codable: bool = True
    children: tuple[ProjectCode, ...] = ()


class Coded(Struct, frozen=True, kw_only=True):
    """A code put on a passage or a source."""

    guid: str
    code: str
    """The guid of the code."""
    by: str = ""
    """The guid of a user."""
    when: str = ""


class Selection(Struct, frozen=True, kw_only=True):
    """A passage of a source."""

    guid: str
    start: int
    end: int
    words: str
    """The words that stand there: positions do not survive every tool, words do."""
    by: str = ""
    when: str = ""
    description: str = ""
    coded: tuple[Coded, ...] = ()
    notes: tuple[str, ...] = ()
    """Guids of notes."""


class ProjectNote(Struct, frozen=True, kw_only=True):
    """A note or memo."""

    guid: str
    text: str
    name: str = ""
    by: str = ""
    when: str = ""


class TextSource(Struct, frozen=True, kw_only=True):
    """A text of a project."""

    guid: str
    name: str
    text: str
    description: str = ""
    selections: tuple[Selection, ...] = ()
    coded: tuple[Coded, ...] = ()
    notes: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    """Variables by name."""


class Case(Struct, frozen=True, kw_only=True):
    """What the sources belong to: here a conversation."""

    guid: str
    name: str
    sources: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()


class Project(Struct, frozen=True, kw_only=True):
    """A project."""

    name: str
    users: tuple[tuple[str, str], ...] = ()
    """Guid and name."""
    codes: tuple[ProjectCode, ...] = ()
    cases: tuple[Case, ...] = ()
    sources: tuple[TextSource, ...] = ()
    notes: tuple[ProjectNote, ...] = ()


def guid(*parts: str) -> str:
    """Returns an id made from what it names: the same thing has the same one in every export."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "urn:earwitness:" + ":".join(parts))).upper()


def is_guid(text: str) -> bool:
    return _GUID.fullmatch(text) is not None


def package_of(project: Project) -> bytes:
    """Returns the project as `.qdpx`: `project.qde`, and every text under `sources/`."""
    parts = {"project.qde": xml_of(project).encode("utf-8")}
    parts |= {f"sources/{bare(source.guid)}.txt": source.text.encode("utf-8") for source in project.sources}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, _DAY), content, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def codebook_of(codes: Iterable[ProjectCode]) -> bytes:
    """Returns the codes as `.qdc`."""
    inside = "".join(_code(code, 2) for code in codes)
    head = f'<CodeBook xmlns="{CODEBOOK}"{_attributes(origin=ORIGIN)}>'
    return f"{_DECLARATION}{head}\n <Codes>\n{inside} </Codes>\n</CodeBook>\n".encode()


def xml_of(project: Project) -> str:
    """Returns `project.qde`."""
    values = [source.values for source in project.sources] + [case.values for case in project.cases]
    names = dict.fromkeys(name for each in values for name, _ in each)
    variables = {name: guid("variable", name) for name in names}
    lines = [f'<Project xmlns="{PROJECT}"{_attributes(name=project.name, origin=ORIGIN)}>']
    lines += _group("Users", [f"<User{_attributes(guid=user, name=name)}/>" for user, name in project.users])
    if project.codes:
        inside = "".join(_code(code, 3) for code in project.codes)
        lines.append(f" <CodeBook>\n  <Codes>\n{inside}  </Codes>\n </CodeBook>")
    lines += _group(
        "Variables",
        [f'<Variable{_attributes(guid=id, name=name)} typeOfVariable="Text"/>' for name, id in variables.items()],
    )
    lines += _group("Cases", [_case(case, variables) for case in project.cases])
    lines += _group("Sources", [_source(source, variables) for source in project.sources])
    lines += _group("Notes", [_note(note) for note in project.notes])
    return _DECLARATION + "\n".join(lines) + "\n</Project>\n"


def written(text: str) -> str:
    """Returns the text with what XML has no place for replaced, code point by code point, so that positions hold."""
    return _UNWRITABLE.sub("\ufffd", text)


def bare(guid_: str) -> str:
    return guid_.strip("{}")


def _group(name: str, elements: Sequence[str]) -> list[str]:
    return [f" <{name}>", *(f"  {element}" for element in elements), f" </{name}>"] if elements else []


def _attributes(**values: str) -> str:
    return "".join(f" {name}={_quoted(value)}" for name, value in values.items() if value)


def _quoted(value: str) -> str:
    return quoteattr(written(value), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _said(name: str, text: str) -> str:
    return f"<{name}>{escape(written(text), {chr(13): '&#13;'})}</{name}>" if text else ""


def _code(code: ProjectCode, depth: int) -> str:
    codable = "true" if code.codable else "false"
    head = f'{" " * depth}<Code{_attributes(guid=code.guid, name=code.name)} isCodable="{codable}"'
    head += _attributes(color=code.colour)
    inside = f"{' ' * depth} {_said('Description', code.means)}\n" if code.means else ""
    inside += "".join(_code(child, depth + 1) for child in code.children)
    return f"{head}>\n{inside}{' ' * depth}</Code>\n" if inside else f"{head}/>\n"


def _made(by: str, when: str) -> str:
    return _attributes(creatingUser=by, creationDateTime=when if _INSTANT.fullmatch(when) else "")


def _coded(coded: Coded) -> str:
    return f'<Coding{_attributes(guid=coded.guid)}{_made(coded.by, coded.when)}><CodeRef targetGUID="{coded.code}"/></Coding>'


def _refers(notes: Iterable[str]) -> str:
    return "".join(f'<NoteRef targetGUID="{note}"/>' for note in notes)


def _values(values: Iterable[tuple[str, str]], variables: dict[str, str]) -> str:
    return "".join(
        f'<VariableValue><VariableRef targetGUID="{variables[name]}"/>{_said("TextValue", value)}</VariableValue>'
        for name, value in values
    )


def _case(case: Case, variables: dict[str, str]) -> str:
    sources = "".join(f'<SourceRef targetGUID="{source}"/>' for source in case.sources)
    return f"<Case{_attributes(guid=case.guid, name=case.name)}>{_values(case.values, variables)}{sources}</Case>"


def _source(source: TextSource, variables: dict[str, str]) -> str:
    path = f"internal://{bare(source.guid)}.txt"
    inside = _said("Description", source.description)
    for selection in source.selections:
        inside += (
            f"\n   <PlainTextSelection{_attributes(guid=selection.guid, name=selection.words)}"
            f' startPosition="{selection.start}" endPosition="{selection.end}"{_made(selection.by, selection.when)}>'
            f"{_said('Description', selection.description)}{''.join(map(_coded, selection.coded))}"
            f"{_refers(selection.notes)}</PlainTextSelection>"
        )
    inside += "".join(map(_coded, source.coded)) + _refers(source.notes) + _values(source.values, variables)
    return f"<TextSource{_attributes(guid=source.guid, name=source.name, plainTextPath=path)}>{inside}</TextSource>"


def _note(note: ProjectNote) -> str:
    made = _attributes(guid=note.guid, name=note.name) + _made(note.by, note.when)
    return f"<Note{made}>{_said('PlainTextContent', note.text)}</Note>"
