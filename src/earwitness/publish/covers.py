"""Covers: what stands before and after the words on paper: what it is of, the sources, and what is to be signed.

Nothing that a person has to state is filled in for them.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from . import paper, pitch
from .paper import Leaf, block, heading, paged

LABEL = 14
"""Letters of the column in which a fact is named."""
BLANK = "_" * 30
MOST_VOICES = 12
"""Voices named on the cover."""


class Version(Struct, frozen=True, kw_only=True):
    """A version that the document has."""

    heading: str
    language: str
    id: str
    revision: int
    voices: tuple[str, ...]


class Facts(Struct, frozen=True, kw_only=True):
    """What the cover and the end say."""

    title: str
    event: str
    held: str
    certainty: str
    why: str
    place: str
    access: str
    terms: str
    exhibit: str
    versions: tuple[Version, ...]
    cuts: tuple[str, ...]
    address: str
    sources: tuple[tuple[str, str, str, str, str], ...]
    """Name, where, published, captured, SHA-256 of each publication."""


def cover(facts: Facts, columns: int) -> list[Leaf]:
    """Returns the cover: what the document is of, who speaks, and the signs."""
    why = f" ({facts.certainty}{': ' + facts.why if facts.why else ''})"
    first = block(
        f"EXHIBIT {facts.exhibit or BLANK}", "", facts.title[:600], "", f"Transcript of a {facts.event}", strong=True
    )
    rows = [
        f"Took place\t{facts.held}{why}",
        f"Place\t{facts.place}" if facts.place else "",
        *(
            f"{side}\t{version.heading}; {version.id}, revision {version.revision}"
            for side, version in zip(_sides(columns), facts.versions, strict=False)
        ),
        *(
            f"{'Voices' if columns < 2 else 'Voices, left' if place == 0 else 'Voices, right'}\t{_voices(version)}"
            for place, version in enumerate(facts.versions)
        ),
        *(f"What is cut\t{cut}" for cut in facts.cuts),
        f"Access\t{facts.access}" if facts.access != "open" else "",
        f"Terms\t{facts.terms}" if facts.terms else "",
    ]
    signs = [f"{sign}\t{meaning}" for sign, meaning in pitch.SIGNS]
    return paged(
        [
            [*first, (paper.Bit(),)],
            *(block(row, label=LABEL) for row in rows if row),
            [*heading("Signs"), *block(*signs, label=LABEL)],
        ],
        1,
        after=0,
    )


def _sides(columns: int) -> Sequence[str]:
    return ("Left column", "Right column") if 1 < columns else ("Version",)


def _voices(version: Version) -> str:
    told = ", ".join(" ".join(voice.split())[:80] for voice in version.voices[:MOST_VOICES])
    more = len(version.voices) - MOST_VOICES
    return (told or "not known") + (f" and {more} more" if 0 < more else "")


def closing(facts: Facts, digest: str, said: Sequence[Leaf], *, after: int) -> list[Leaf]:
    """Returns the end: the sources with their digests, the digest of the words, and what is to be signed."""
    sources = [
        block(
            name,
            *(f"\t{line}" for line in (where, f"published {published or 'on a day not known'}; captured {captured}") if line),
            "\tSHA-256",
            f"\t{sha256[:32]}",
            f"\t{sha256[32:]}",
            label=2,
        )
        for name, where, published, captured, sha256 in facts.sources
    ]  # fmt: skip
    blocks: list[paper.Block] = [block("Sources, as captured", strong=True), *sources]
    method = pitch.METHOD.format(columns=paper.COLUMNS[max(1, len(facts.versions))], lines=paper.LINES)
    blocks.append([*heading("Pages and lines"), *block(method, "A place is cited as page:line, so: 2:14.")])
    blocks.append([
        *heading("This document"),
        *block("SHA-256 of the numbered lines in which the words stand:", f"\t{digest[:32]}", f"\t{digest[32:]}",
               "Made by Earwitness; in its archive it is found at:",
               *(f"\t{line}" for line in pitch.lines(facts.address, 66)),
               label=2),
    ])  # fmt: skip
    blocks.append(_certificate(facts, said))
    if 1 < len({version.language for version in facts.versions}):
        blocks.append(_declaration(facts, said))
    return paged(blocks, 1, after=after)


def _pages(said: Sequence[Leaf]) -> str:
    if not said:
        return "this document"
    first, last = said[0].number, said[-1].number
    return f"page {first}" if first == last else f"pages {first} to {last}"


def _signed() -> list[tuple[paper.Bit, ...]]:
    return block("", f"Signed {BLANK}  Date {'_' * 18}", f"Name   {BLANK}  Place {'_' * 17}")


def _certificate(facts: Facts, said: Sequence[Leaf]) -> paper.Block:
    return [
        *heading("Statement of the person who produced this document"),
        *block(
            f"I produced this document on {'_' * 20} from {'_' * 24}. "
            f"I have / have not (strike one out) compared {_pages(said)} with the recording. "
            f"I have / have not (strike one out) compared them with the publications named above. Remarks: {'_' * 20}"
        ),
        *_signed(),
    ]


def _declaration(facts: Facts, said: Sequence[Leaf]) -> paper.Block:
    one, other, *_ = facts.versions
    return [
        *heading("Translator's declaration"),
        *block(
            f"I know {one.language} and {other.language}. My qualifications are {BLANK}. "
            f"I have compared both columns of {_pages(said)}. In my judgement the words in the {'_' * 8} column are / are "
            f"not (strike one out) a true and complete translation of those in the other, except at page:line {BLANK}.",
            "Nothing is declared here until it is signed.",
        ),
        *_signed(),
    ]
