"""The glossary as a file that people write: `glossary.toml`, a table for each term.

[[term]]
term = "300"
language = ["ru", "uk"]
forms = ["трёхсотый", "груз 300"]
meaning.en = "Somebody who is wounded."
source = "a dictionary, a standard, or whoever knows it"
renderings.en = ["wounded", "casualty"]
besides = ["300 метров"]
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NoReturn

from ..errors import MalformedText
from ..model.glossary import FILE, Term, slug

LARGEST = 2_000_000
"""Bytes of the file."""
MOST_TERMS, MOST_FORMS = 5_000, 80
LONGEST = {"term": 120, "meaning": 4_000, "source": 1_000, "url": 1_000}
MOST_WORDS = 8
"""Words of a form."""
KEYS = ("term", "language", "forms", "meaning", "source", "url", "renderings", "besides")

_HEADER = re.compile(r"[ \t]*\[\[[ \t]*term[ \t]*\]\]")
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_WORD = re.compile(r"[^\W_]+")
_AT = re.compile(r"at line (\d+)")
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})


def read(content: bytes, path: str = FILE) -> tuple[Term, ...]:
    """Returns the terms of the file, in its order. Raises MalformedText with the line where something is off."""
    if LARGEST < len(content):
        raise MalformedText(path, None, f"it has {len(content):,} bytes", hint=f"a glossary has at most {LARGEST:,}")
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        table = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise MalformedText(path, line, "it is not in UTF-8", hint="save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        at = _AT.search(str(error))
        reason = re.sub(r" \(at .*\)$", "", str(error))
        raise MalformedText(
            path, int(at[1]) if at else content.rstrip().count(b"\n") + 1, f"{reason[:1].lower()}{reason[1:]}",
            hint='text stands in double quotes, lists in [ ]; every term begins with a line [[term]]',
        ) from error  # fmt: skip
    except RecursionError as error:
        raise MalformedText(path, None, "it nests too deep", hint="a glossary has terms, and lists in them") from error
    return Reading(path, text, table).terms()


class Reading:
    """One file being read: what was parsed, and its lines, to say where something is off."""

    def __init__(self, path: str, text: str, table: Mapping[str, Any]) -> None:
        self.path = path
        self.table = table
        self.lines = text.split("\n")
        self.headers = [number for number, line in enumerate(self.lines, 1) if _HEADER.match(line)]

    def terms(self) -> tuple[Term, ...]:
        entries = self.table.get("term", [])
        for name in self.table:
            if name != "term":
                self.off(
                    None, name, f"“{name[:60]}” is nothing a glossary has", "begin every term with a line [[term]]"
                )
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self.off(None, "term", "the terms are no list of tables", "begin every term with a line [[term]]")
        if MOST_TERMS < len(entries):
            self.off(None, "", f"it has {len(entries):,} terms", f"a glossary has at most {MOST_TERMS:,}")
        if len(self.headers) != len(entries):
            self.headers = []  # the terms are written in another way; lines are not known then
        found: dict[str, Term] = {}
        for number, entry in enumerate(entries):
            term = self.term(number, entry)
            if term.slug in found:
                self.off(number, "term", f"“{term.term}” stands here for the second time", "make one term of the two")
            found[term.slug] = term
        return tuple(found.values())

    def term(self, number: int, entry: Mapping[str, Any]) -> Term:
        for name in entry:
            if name not in KEYS:
                self.off(number, name, f"“{name[:60]}” is nothing a term has", "it has " + ", ".join(KEYS))
        for name in ("term", "language", "meaning", "source"):
            if not entry.get(name):
                self.off(number, "", f"the term has no {name}", f'write {name} = "…" under its [[term]]')
        word = self.words(number, "term", entry["term"])
        if not slug(word):
            self.off(number, "term", f"“{word}” has no letters or digits", "write the word itself")
        languages = self.codes(number, entry["language"])
        return Term(
            term=word,
            languages=languages,
            forms=self.list(number, "forms", entry.get("forms", [])),
            meaning=self.meaning(number, entry["meaning"]),
            source=self.text(number, "source", entry["source"]),
            url=self.url(number, entry.get("url", "")),
            renderings=self.renderings(number, entry.get("renderings", {})),
            besides=self.list(number, "besides", entry.get("besides", [])),
        )

    def text(self, number: int, name: str, value: Any) -> str:
        if not isinstance(value, str):
            self.off(number, name, f"{name} is no text", f'write {name} = "…"')
        plain = " ".join(value.split())
        if LONGEST.get(name, 120) < len(plain):
            self.off(number, name, f"{name} has {len(plain):,} letters", f"at most {LONGEST.get(name, 120):,}")
        if _CONTROL.search(plain):
            self.off(number, name, f"{name} holds a control character", "take it out")
        return plain

    def words(self, number: int, name: str, value: Any) -> str:
        """Returns a term or another word for it."""
        plain = self.text(number, name, value)
        count = len(_WORD.findall(plain))
        if not count or MOST_WORDS < count or 120 < len(plain):
            self.off(number, name, f"“{plain[:60]}” has {count} words", f"write 1 to {MOST_WORDS} words")
        return plain

    def list(self, number: int, name: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list):
            self.off(number, name, f"{name} is no list", f'write {name} = ["…", "…"]')
        if MOST_FORMS < len(value):
            self.off(number, name, f"{name} has {len(value)} entries", f"at most {MOST_FORMS}")
        return tuple(dict.fromkeys(self.words(number, name, each) for each in value))

    def codes(self, number: int, value: Any) -> tuple[str, ...]:
        found = [value] if isinstance(value, str) else value
        if not isinstance(found, list) or not all(isinstance(code, str) and _CODE.fullmatch(code) for code in found):
            self.off(number, "language", "the language is none", 'write a code, as language = "ru", or ["ru", "uk"]')
        return tuple(dict.fromkeys(found))

    def meaning(self, number: int, value: Any) -> dict[str, str]:
        said = value if isinstance(value, dict) else {"": value}
        for code in said:
            if code and not _CODE.fullmatch(code):
                self.off(number, "meaning", f"“{code[:20]}” is no language", 'write meaning = "…" or meaning.en = "…"')
        found = {code: self.text(number, "meaning", each) for code, each in said.items()}
        if not all(found.values()):
            self.off(number, "meaning", "the meaning is empty", "say what the term means")
        return found

    def renderings(self, number: int, value: Any) -> dict[str, tuple[str, ...]]:
        if not isinstance(value, dict) or not all(_CODE.fullmatch(code) for code in value):
            self.off(number, "renderings", "the renderings have no language", 'write renderings.en = ["…", "…"]')
        return {code: self.list(number, "renderings", each) for code, each in value.items()}

    def url(self, number: int, value: Any) -> str:
        address = self.text(number, "url", value)
        if address and (not address.startswith(("https://", "http://")) or " " in address):
            self.off(number, "url", "the url is no address of a page", "it begins with https://")
        return address

    def off(self, number: int | None, name: str, reason: str, hint: str) -> NoReturn:
        raise MalformedText(self.path, self.line(number, name), reason, hint=hint)

    def line(self, number: int | None, name: str) -> int | None:
        """Returns the line of a term's key, or of its header; of the file's own where it is not about a term."""
        begin, end = 0, len(self.lines)
        if number is not None:
            if not self.headers:
                return None
            begin = self.headers[number] - 1
            end = self.headers[number + 1] - 1 if number + 1 < len(self.headers) else end
        key = re.compile(rf"[ \t\[]*[\"']?{re.escape(name)}\b") if name else None
        for at in range(begin + (number is not None), end):
            if key is not None and key.match(self.lines[at]):
                return at + 1
        return begin + 1 if number is not None else None


def write(terms: Iterable[Term]) -> str:
    """Returns the file of these terms."""
    return HEAD + "".join(entry(term) for term in terms)


def entry(term: Term) -> str:
    """Returns the table of one term, with an empty line before it."""
    return "\n" + "\n".join(_entry(term)) + "\n"


def _entry(term: Term) -> Iterator[str]:
    yield "[[term]]"
    yield f"term = {_quoted(term.term)}"
    yield f"language = {_quoted(term.languages[0]) if len(term.languages) == 1 else _listed(term.languages)}"
    if term.forms:
        yield f"forms = {_listed(term.forms)}"
    for code, meaning in term.meaning.items():
        yield f"meaning{'.' + code if code else ''} = {_quoted(meaning)}"
    yield f"source = {_quoted(term.source)}"
    if term.url:
        yield f"url = {_quoted(term.url)}"
    for code, words in term.renderings.items():
        yield f"renderings.{code} = {_listed(words)}"
    if term.besides:
        yield f"besides = {_listed(term.besides)}"


def changed(text: str, put: Sequence[Term], remove: Sequence[str] = ()) -> str:
    """Returns the file with these terms added, or in the place of their own, and others taken out, by their slugs.

    All else stays as a person wrote it, comments too. Where that cannot be done the whole is written anew.
    """
    before = read(text.encode())
    new = {term.slug: term for term in put}
    wanted = [new.get(term.slug, term) for term in before if term.slug not in remove]
    wanted += [term for term in put if all(term.slug != other.slug for other in before)]
    edited = _edited(text, before, new, remove)
    return edited if edited is not None and read(edited.encode()) == tuple(wanted) else write(wanted)


def _edited(text: str, before: Sequence[Term], new: Mapping[str, Term], remove: Sequence[str]) -> str | None:
    lines = text.splitlines(keepends=True)
    headers = [number for number, line in enumerate(lines) if _HEADER.match(line)]
    if len(headers) != len(before):
        return None
    kept = ["".join(lines[: headers[0]] if headers else lines)]
    for term, begin, end in zip(before, headers, [*headers[1:], len(lines)], strict=False):
        # What stands before the next header without being of this table is the next one's, or nobody's.
        last = end
        while begin + 1 < last and (not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#")):
            last -= 1
        tail = "".join(lines[last:end])
        if term.slug in remove:
            kept.append(tail)
        elif term.slug in new:
            kept.append(entry(new[term.slug]).lstrip("\n") + tail)
        else:
            kept.append("".join(lines[begin:end]))
    known = {term.slug for term in before}
    whole = "".join(kept)
    added = "".join(entry(term) for slug_, term in new.items() if slug_ not in known)
    return (whole if whole.endswith("\n") or not whole else whole + "\n") + added


def _quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPED)}"'


def _listed(words: Iterable[str]) -> str:
    return "[" + ", ".join(map(_quoted, words)) + "]"


HEAD = """\
# The glossary of this archive. You may edit this file; then have it read in: earwitness glossary --load
# Every version that was read in, and every change made by a command or on the desk, is kept as an act.
# language is that of the speech; forms are other words for the same, each in one form: all their inflected
# forms are found. renderings are what translations say; besides are phrases that mean something else.
"""
