"""JSON-LD: W3C Web Annotations as a file has them, taken apart without trust.

Shapes are those of the Web Annotation Data Model (W3C Recommendation, 23 February 2017).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from ..errors import BadInput, UnsafeInput

LARGEST = 16_000_000
"""Bytes of a file of annotations."""
MOST = 5_000
"""Annotations that one file may hold."""
TARGETS, BODIES = 200, 50
"""Targets and bodies that one annotation may have."""

Json = Mapping[str, Any]


def annotations_of(content: bytes) -> list[Any]:
    """Returns the annotations of a file, each as it stands there."""
    if LARGEST < len(content):
        raise UnsafeInput(f"the file has {len(content):,} bytes", hint=f"give at most {LARGEST:,}")
    try:
        read = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(f"this is no JSON: {error}"[:300], hint="give W3C Web Annotations (JSON-LD)") from error
    if isinstance(read, dict):
        first = read.get("first")
        if isinstance(first, dict) and isinstance(first.get("items"), list):
            if first.get("next"):
                raise BadInput("the collection has more pages, which lie elsewhere", hint="give each page as a file")
            read = first["items"]
        elif isinstance(read.get("items"), list):
            read = read["items"]
        elif "target" in read:
            read = [read]
    if not isinstance(read, list):
        raise BadInput("the file holds no annotations", hint="give an AnnotationCollection, a page, a list or one")
    if MOST < len(read):
        raise BadInput(f"the file holds {len(read):,} annotations", hint=f"give at most {MOST:,} at a time")
    return read


def bodies_of(item: Json) -> Iterator[tuple[str, str]]:
    """Yields the purpose and words of each body. Raises BadInput where one is not words, or has a purpose of another kind."""
    motivation = next((each for each in listed(item.get("motivation")) if isinstance(each, str)), "commenting")
    given = listed(item.get("body")) or listed(item.get("bodyValue"))
    if BODIES < len(given):
        raise BadInput(f"it has {len(given)} bodies")
    for body in given:
        text = words_in(body.get("value") if isinstance(body, dict) else body)
        purpose = next((each for each in listed(body.get("purpose")) if isinstance(each, str)), "") if isinstance(
            body, dict) else ""  # fmt: skip
        purpose = (purpose or motivation).removeprefix("oa:")
        if not text.strip():
            raise BadInput("a body of it is not text")
        if purpose not in ("commenting", "replying", "describing", "tagging", "classifying"):
            raise BadInput(f"its purpose is {purpose[:40]}, which is neither a note nor a code nor a caution")
        yield purpose, text.strip()


def asked_in(item: Any) -> set[str]:
    """Returns what an annotation names whole: perhaps one that it answers."""
    return set(map(source_of, listed(item.get("target")))) - {item.get("id")} if isinstance(item, dict) else set()


def source_of(target: Any) -> str:
    if isinstance(target, dict):
        inner = target.get("source", target.get("id"))
        return words_in(inner.get("id") if isinstance(inner, dict) else inner)
    return words_in(target)


def selectors_of(target: Any) -> list[Json]:
    """Returns the selectors of a target, with those that refine them."""
    found: list[Json] = []
    waiting = listed(target.get("selector")) if isinstance(target, dict) else []
    while waiting:
        selector = waiting.pop(0)
        if isinstance(selector, dict):
            found.append(selector)
            waiting += listed(selector.get("refinedBy"))
    return found


def credit_of(item: Json) -> str:
    """Returns who wrote an annotation and on which day, as its file says: `Ines Marlow, 2031-11-16`."""
    names = [
        words_in(each.get("name") or each.get("nickname") or each.get("id"))
        if isinstance(each, dict)
        else words_in(each)
        for each in listed(item.get("creator"))[:5]
    ]
    said = [*(" ".join(name.split())[:200] for name in names), words_in(item.get("created"))[:10]]
    return ", ".join(each for each in said if each)


def listed(given: Any) -> list[Any]:
    return list(given) if isinstance(given, list) else [] if given is None else [given]


def words_in(given: Any) -> str:
    return given if isinstance(given, str) else ""
