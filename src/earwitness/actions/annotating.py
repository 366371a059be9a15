"""`notes --from`: W3C Web Annotations of another archive or tool, taken in as notes, codings and cautions.

Shapes are those of the Web Annotation Data Model (W3C Recommendation, 23 February 2017): a collection, a page, a list or one
annotation. Words are found by the turn that is named, where it is here, else by the quoted words with what stands beside
them. One place must fit, and only one: what fits none or several is listed with the reason, and nothing is guessed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, Literal

import msgspec

from ..errors import BadInput, EarwitnessError, NotFound
from ..identifiers import DIGITS, LETTERS, Noun, is_id, split
from ..model import Caution, Code, Codebook, Coding, Note, Quote, Record, Transcript, Turn, place_of, quote, quotes
from ..model.annotation import LONGEST as QUOTE_LONGEST
from . import finding
from .annotated import AnnotationRead, AnnotationsRead
from .caring import kind_named
from .coding import new_codes, one_of, usable
from .desk import Desk, writing
from .jsonld import (
    TARGETS,
    Json,
    annotations_of,
    asked_in,
    bodies_of,
    credit_of,
    listed,
    selectors_of,
    source_of,
    words_in,
)
from .noting import LONGEST
from .plainly import plain

DISTRESSING = "distressing:"


def read_annotations(
    desk: Desk, content: bytes, *, agent: str, in_: Sequence[str] = (), dry_run: bool = False, reason: str = ""
) -> AnnotationsRead:
    """Takes annotations in, in one act; each that was taken in before, by its `id`, changes nothing.

    `in_` names the conversations and transcripts where words are looked for; without them it is the whole archive. Raises
    BadInput where the file is no annotations, NotFound for an unknown id.
    """
    items = annotations_of(content)
    if dry_run:
        return _Reader(desk, in_).taken(items)
    with writing(desk) as pen:
        reader = _Reader(desk, in_)
        found = reader.taken(items)
        if not reader.records:
            return found
        subjects = list(dict.fromkeys([*reader.made, *map(place_of, reader.made.values())]))
        said = reason or "\n".join(["Taken from a file of annotations.", *dict.fromkeys(reader.credits)])[:LONGEST]
        act, _ = pen.act("note", reader.records, agent=agent, subjects=subjects, reason=said)
        return msgspec.structs.replace(found, act=act.id)


class _Reader:
    """Reads the annotations of one file into records. Not frozen: records gather as items are placed."""

    def __init__(self, desk: Desk, in_: Sequence[str]) -> None:
        self._desk = desk
        self._catalog = desk.archive.catalog
        self._scope = tuple(_scope(desk, in_))
        self._texts: dict[str, Transcript] = {}
        self._joined: dict[str, str] = {}
        self._book = self._catalog.codebook()
        self._codes: list[Code] = []
        self.made: dict[str, Note | Coding | Caution] = {}
        self._notes: dict[str, str] = {}
        """The note that each annotation of the file became, by the annotation's id."""
        self.credits: list[str] = []

    @property
    def records(self) -> list[Record]:
        return [*self._codes, *self.made.values()]

    def taken(self, items: Sequence[Any]) -> AnnotationsRead:
        """Returns what became of each; an answer waits for what it answers."""
        results: dict[int, AnnotationRead] = {}
        waiting = dict(enumerate(items, 1))
        names = {each["id"] for each in items if isinstance(each, dict) and isinstance(each.get("id"), str)}
        while waiting:
            later: dict[int, Any] = {}
            for number, item in waiting.items():
                asked = asked_in(item) & names - self._notes.keys()
                if asked:
                    later[number] = item
                else:
                    results[number] = self._one(number, item)
            if len(later) == len(waiting):
                for number, item in later.items():
                    results[number] = self._told(number, item, why="what it answers was not placed")
                break
            waiting = later
        return AnnotationsRead(items=tuple(results[number] for number in sorted(results)))

    def _told(self, number: int, item: Any, *, ids: tuple[str, ...] = (), why: str = "") -> AnnotationRead:
        name = item.get("id") if isinstance(item, dict) else None
        status: Literal["placed", "already", "not placed"] = "placed" if ids else "not placed" if why else "already"
        return AnnotationRead(
            number=number, annotation=name[:300] if isinstance(name, str) else "", status=status, ids=ids, why=why
        )  # fmt: skip

    def _one(self, number: int, item: Any) -> AnnotationRead:
        codes, book = list(self._codes), self._book
        try:
            found = self._records(item)
        except EarwitnessError as error:
            # Codes that were to be made for what is not placed are not made.
            self._codes, self._book = codes, book
            return self._told(number, item, why=error.message)
        self.made.update({each.id: each for each in found})
        if found and (credit := credit_of(item)):
            self.credits.append(credit)
        return self._told(number, item, ids=tuple(each.id for each in found))

    def _records(self, item: Any) -> list[Note | Coding | Caution]:
        if not isinstance(item, dict):
            raise BadInput("this is no annotation")
        name = item.get("id")
        if isinstance(name, str) and self._stands(own := name.rpartition(":")[2]):
            self._notes[name] = own
            return []
        bodies = list(bodies_of(item))
        if not bodies:
            raise BadInput("it says nothing that could be a note, a code or a caution")
        seed = name if isinstance(name, str) and name else msgspec.json.encode(item, order="deterministic").decode()
        whole, answers, anchors = self._places(item, bodies)
        found: list[Note | Coding | Caution] = []
        for at, (purpose, text) in enumerate(bodies):
            id = self._id(_noun(purpose, text), seed, at)
            if id.startswith("n") and isinstance(name, str):
                self._notes.setdefault(name, id)
            if id not in self.made and not self._stands(id):
                found += self._record(id, purpose, text, item, whole, answers, anchors)
        return found

    def _record(
        self, id: str, purpose: str, text: str, item: Json, whole: str | None, answers: str | None,
        anchors: tuple[Quote, ...],
    ) -> Iterator[Note | Coding | Caution]:  # fmt: skip
        noun = _noun(purpose, text)
        if noun == "caution":
            yield Caution(id=id, kind=kind_named(text[len(DISTRESSING) :]), quotes=anchors, whole=whole)
            return
        if noun == "note":
            if whole is not None:
                raise BadInput("a note stands on words, and this one names a whole conversation")
            credit = credit_of(item)
            said = plain(f"{text.strip()}\n\n— {credit}" if credit else text, "a note", LONGEST)
            yield Note(id=id, text=said, quotes=anchors, answers=answers)
            return
        if whole is not None and finding.noun(self._desk, whole) != "conversation":
            raise BadInput("a code stands on words or on a conversation, and this one names a whole version")
        if not self._book.named(text):
            made = new_codes(self._book, text, "")
            self._codes += made
            self._book = Codebook([*self._book.codes.values(), *made])
        code = usable(self._book, one_of(self._book, text))
        coding = Coding(id=id, code=code.id, quotes=anchors, whole=whole)
        if not self._coded(coding):
            yield coding

    def _coded(self, coding: Coding) -> bool:
        """Says whether the code stands on these very words already."""
        standing = [each.annotation for each in self._catalog.annotations([place_of(coding)], noun="coding")]
        return any(
            isinstance(each, Coding) and self._book.target(each.code) == coding.code
            and each.whole == coding.whole and _spots(each) == _spots(coding)
            for each in (*standing, *self.made.values())
        )  # fmt: skip

    def _id(self, noun: Noun, seed: str, at: int) -> str:
        """Returns the id that this annotation always has in this archive, so that it is not taken in twice.

        What was undone gives its id to nothing else, so taken in again it has another.
        """
        again = 0
        while True:
            told = f"{self._desk.archive.origin}\n{at}\n{noun}\n{again}\n{seed}".encode("utf-8", "surrogatepass")
            bits = int.from_bytes(hashlib.sha256(told).digest()[:8]) >> 14
            id = LETTERS[noun] + "".join(DIGITS[(bits >> shift) & 31] for shift in range(45, -1, -5))
            if id in self.made or self._stands(id) or not self._catalog.count_acts(subject=id):
                return id
            again += 1

    def _stands(self, id: str) -> bool:
        if not is_id(id) or id[0] not in "ngw":
            return False
        with suppress(NotFound):
            self._catalog.annotation(id)
            return True
        return False

    def _places(
        self, item: Json, bodies: Sequence[tuple[str, str]]
    ) -> tuple[str | None, str | None, tuple[Quote, ...]]:
        """Returns the whole that is meant, the note that is answered, and the quotes."""
        targets = listed(item.get("target"))
        if not targets or TARGETS < len(targets):
            raise BadInput("it names no place" if not targets else f"it names {len(targets)} places")
        replies = any(purpose == "replying" for purpose, _ in bodies)
        if replies and (asked := self._answered(targets)) is not None:
            return None, asked.id, asked.quotes
        anchors: dict[Quote, None] = {}
        for target in targets:
            source, selectors = source_of(target), selectors_of(target)
            tail = source.rpartition(":")[2]
            if not selectors and is_id(tail) and tail[0] in "ct" and len(targets) == 1:
                finding.noun(self._desk, tail)
                return (self._catalog.canonical(tail) if tail[0] == "c" else tail), None, ()
            anchors.update(dict.fromkeys(self._quotes(tail, selectors)))
        if 1 < len({each.transcript for each in anchors}):
            raise BadInput("its places are in several versions, and what is written is on one")
        return None, None, tuple(sorted(anchors, key=lambda each: each.number))

    def _answered(self, targets: Sequence[Any]) -> Note | None:
        for source in map(source_of, targets):
            id = self._notes.get(source, source.rpartition(":")[2])
            note = self.made.get(id) or (self._catalog.annotation(id).annotation if self._stands(id) else None)
            if isinstance(note, Note) and not note.withdrawn:
                return note
        return None

    def _quotes(self, tail: str, selectors: Sequence[Json]) -> tuple[Quote, ...]:
        said = next((each for each in selectors if each.get("type") == "TextQuoteSelector"), {})
        exact, prefix, suffix = (words_in(said.get(name)) for name in ("exact", "prefix", "suffix"))
        at = next((each.get("start") for each in selectors if each.get("type") == "TextPositionSelector"), None)
        named = self._turn(tail)
        if named is not None and not selectors:
            return quotes(*named)
        if not exact.strip():
            raise BadInput("it does not quote the words it is on")
        if QUOTE_LONGEST < len(exact):
            raise BadInput(f"it quotes more than {QUOTE_LONGEST} characters")
        pattern = re.compile(r"\s+".join(map(re.escape, exact.split())))
        if named is not None:
            transcript, turn = named
            spots = [match for match in pattern.finditer(turn.text) if _fits(match, prefix, suffix)]
            chosen = [match for match in spots if match.start() == at] or spots
            if len(chosen) == 1:
                return (quote(transcript, turn, chosen[0].group(), at=chosen[0].start()),)
            raise BadInput(f"the words stand {'several times' if chosen else 'no longer'} in turn {tail}")
        places = self._everywhere(pattern, prefix, suffix)
        if len(places) != 1:
            raise BadInput("the words stand at several places" if places else "the words are nowhere here")
        transcript, turn, match = places[0]
        return (quote(transcript, turn, match.group(), at=match.start()),)

    def _turn(self, tail: str) -> tuple[Transcript, Turn] | None:
        whole, local = split(tail)
        if local is None or not is_id(whole) or whole[0] != "t":
            return None
        with suppress(NotFound):
            transcript = self._transcript(whole)
            return next(((transcript, turn) for turn in transcript.turns if turn.id == local), None)
        return None

    def _transcript(self, id: str) -> Transcript:
        if id not in self._texts:
            self._texts[id] = self._catalog.transcript(id)
        return self._texts[id]

    def _everywhere(
        self, pattern: re.Pattern[str], prefix: str, suffix: str
    ) -> list[tuple[Transcript, Turn, re.Match[str]]]:
        """Returns the places where the words stand with this beside them; two are enough to know that they are several."""
        found: list[tuple[Transcript, Turn, re.Match[str]]] = []
        for id in self._scope:
            transcript = self._transcript(id)
            if id not in self._joined:
                self._joined[id] = "\n".join(turn.text for turn in transcript.turns)
            if pattern.search(self._joined[id]) is None:
                continue
            for turn in transcript.turns:
                found += [
                    (transcript, turn, each) for each in pattern.finditer(turn.text) if _fits(each, prefix, suffix)
                ]
                if 1 < len(found):
                    return found
        return found


def _scope(desk: Desk, in_: Sequence[str]) -> list[str]:
    if not in_:
        return list(desk.archive.catalog.transcript_ids())
    found: dict[str, None] = {}
    for id in in_:
        if finding.noun(desk, id) == "transcript":
            found[id] = None
            continue
        home = finding.conversation_of(desk, id)
        found.update((each.id, None) for each in desk.archive.catalog.transcripts_of(home, with_turns=False))
    return list(found)


def _noun(purpose: str, text: str) -> Noun:
    if purpose == "tagging" and text.casefold().startswith(DISTRESSING):
        return "caution"
    return "coding" if purpose in ("classifying", "tagging") else "note"


def _fits(match: re.Match[str], prefix: str, suffix: str) -> bool:
    """Says whether what stands beside the words is what is said to; context may go on beyond the turn, and space differ."""
    before, after = (" ".join(each.split()) for each in (match.string[: match.start()], match.string[match.end() :]))
    prefix, suffix = (" ".join(each.split()) for each in (prefix, suffix))
    return (before.endswith(prefix) or prefix.endswith(before)) and (
        after.startswith(suffix) or suffix.startswith(after)
    )


def _spots(coding: Coding) -> set[tuple[str, str, str]]:
    return {(each.turn, each.exact, each.prefix) for each in coding.quotes}
