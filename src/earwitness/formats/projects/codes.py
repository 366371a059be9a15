"""Codes out of a REFI-QDA codebook (`.qdc`) or project, as paths, each after the one above it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import msgspec
from msgspec import Struct

from ...errors import MalformedText
from .. import markup
from ..markup import local
from ..packages import Package
from .qda import PALETTE, ProjectCode

SEPARATOR = "/"
STAND_IN = "\u2215"
"""Stands for a `/` in a name, which parts the names of a path here (the division slash)."""
DEEPEST = 60


class CodeRead(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A code of a file from elsewhere."""

    guid: str
    path: str
    """`grief/loss`."""
    means: str = ""
    colour: str = ""
    """As the file has it: `#14525A`."""
    codable: bool = True


_CODE: msgspec.json.Decoder[CodeRead] = msgspec.json.Decoder(CodeRead)


def read_codebook(content: bytes, *, name: str) -> tuple[CodeRead, ...]:
    """Returns the codes of a `.qdc`, or of the project in a `.qdpx`. Raises MalformedText where there is no codebook,
    UnsafeInput where it could do harm."""
    if content.startswith(b"PK"):
        package = Package(content, name=name)
        content = package.part(project_part(package))
    root = markup.parse(content, name=name).root
    if local(root.tag) == "Project":
        root = next((child for child in root if local(child.tag) == "CodeBook"), root)
    if local(root.tag) != "CodeBook":
        raise MalformedText(
            name, None, f"its root is {local(root.tag)}, not CodeBook", hint="is it a REFI-QDA codebook?"
        )
    return codes_in(root)


def project_part(package: Package) -> str:
    """Returns the name of the project in a package. Raises MalformedText where there is none."""
    found = next((part for part in package.names if part.rpartition("/")[2].lower() == "project.qde"), None)
    if found is None:
        raise MalformedText(package.name, None, "the package holds no project.qde")
    return found


def codes_in(book: Element) -> tuple[CodeRead, ...]:
    """Returns the codes of a `CodeBook` element."""
    return tuple(
        code
        for codes in book
        if local(codes.tag) == "Codes"
        for element in codes
        if local(element.tag) == "Code"
        for code in _below(element, "", 1)
    )


def code_in(text: str) -> CodeRead:
    """Returns a code that was kept as JSON. Raises MalformedText where somebody has written it wrong."""
    try:
        return _CODE.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise MalformedText("codebook", None, f"a code that was kept cannot be read: {error}") from error


def child_text(element: Element, name: str) -> str:
    """Returns the text of the first child of that name, empty where there is none."""
    return next((child.text or "" for child in element if local(child.tag) == name), "")


def nearest(colour: str) -> int:
    """Returns the colour of the codebook, 1 to 8, that is nearest to one in hexadecimal; 0 where it is none."""
    parts = _parts(colour)
    if parts is None:
        return 0
    apart = [
        sum((one - other) ** 2 for one, other in zip(parts, _parts(own) or (0, 0, 0), strict=True)) for own in PALETTE
    ]
    return apart.index(min(apart)) + 1


def nested(codes: tuple[CodeRead, ...]) -> tuple[ProjectCode, ...]:
    """Returns the codes as a tree again; each stands after the one above it."""
    children: dict[str, list[CodeRead]] = {}
    paths = {code.path for code in codes}
    for code in codes:
        above = code.path.rpartition(SEPARATOR)[0]
        children.setdefault(above if above in paths else "", []).append(code)
    return _tree("", children)


def _tree(path: str, children: dict[str, list[CodeRead]]) -> tuple[ProjectCode, ...]:
    return tuple(
        ProjectCode(
            guid=code.guid, name=code.path.rpartition(SEPARATOR)[2].replace(STAND_IN, SEPARATOR), means=code.means,
            colour=code.colour, codable=code.codable, children=_tree(code.path, children),
        )
        for code in children.get(path, ())
    )  # fmt: skip


def _below(element: Element, above: str, depth: int) -> Iterator[CodeRead]:
    name = " ".join(element.get("name", "").split()).replace(SEPARATOR, STAND_IN) or "(without a name)"
    path = f"{above}{SEPARATOR}{name}" if above else name
    yield CodeRead(
        guid=element.get("guid", ""), path=path, means=child_text(element, "Description").strip(),
        colour=element.get("color", ""), codable=element.get("isCodable", "true").strip() not in ("false", "0"),
    )  # fmt: skip
    if depth < DEEPEST:
        for child in element:
            if local(child.tag) == "Code":
                yield from _below(child, path, depth + 1)


def _parts(colour: str) -> tuple[int, int, int] | None:
    digits = colour.strip().removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    try:
        return (int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)) if len(digits) == 6 else None
    except ValueError:
        return None
