"""Annotations on time: one turn of a transcript as a Web Annotation on a stretch of a canvas, there and back.

A selector is a media fragment on the target (`#t=12.5,14`), or a `FragmentSelector` or `PointSelector` of a specific
resource. Times are seconds (`npt`), kept as they are printed.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from html import escape, unescape
from typing import Any

from msgspec import Struct

from ...model import Turn
from ...times import Ms
from ..readings import Faults
from .kept import Extra, as_it_stood, decoded
from .language_maps import language_map, values_of

MOTIVATIONS = frozenset(("supplementing", "transcribing", "captioning", "subtitling", "translating"))
"""What an annotation is for whose body is what was said."""
LONGEST = 10**13
"""Milliseconds that a time may have."""
_TIME = re.compile(r"(?:^|[#&])t=(?:npt:)?(?P<printed>[^&#]*)")
_TAG = re.compile(r"<[^<>]*>")
_BREAKS = re.compile(r"(?i)<br\s*/?>|</p>\s*<p[^>]*>")


class Annotated(Struct, frozen=True, kw_only=True):
    """What an annotation says of a turn."""

    text: str
    speakers: tuple[str, ...] = ()
    start: Ms | None = None
    end: Ms | None = None
    printed: str | None = None
    language: str | None = None
    raw: str | None = None
    extra: tuple[tuple[str, str], ...] = ()


def annotated(item: dict[str, Any], faults: Faults | None) -> Annotated | None:
    """Returns what the annotation says; None where its body is no words: a sound that is painted, a remark, a tag."""
    bodies = item.get("body")
    bodies = [body for body in (bodies if isinstance(bodies, list) else [bodies]) if isinstance(body, dict)]
    motivations = item.get("motivation")
    motivations = motivations if isinstance(motivations, list) else [motivations]
    wanted = any(motivation in MOTIVATIONS for motivation in motivations if isinstance(motivation, str))
    said = [body for body in bodies if body.get("type") == "TextualBody" and isinstance(body.get("value"), str)]
    said = [body for body in said if wanted or body.get("purpose") in MOTIVATIONS]
    said = [body for body in said if body.get("purpose") in (None, *MOTIVATIONS)]
    if not said:
        linked = [body.get("id") for body in bodies if wanted and body.get("id")]
        if linked and faults is not None:
            faults.add(f"the words are linked, not in this file: {linked[0]}")
        return None
    body = said[0]
    html = body.get("format") == "text/html"
    text = _plain(body["value"]) if html else body["value"]
    printed = _printed(item.get("target"))
    start, end = times(printed or "")
    if faults is not None and printed and start is None and end is None:
        faults.add(f"the time “{printed[:40]}” of the annotation {str(item.get('id', ''))[:200]} is none")
    rest = {key: value for key, value in item.items() if key not in ("type", "label", "id")}
    own = {key: value for key, value in body.items() if key not in ("value", "language")}
    further = [each for each in bodies if each is not body]
    rest["body"] = [own, *further] if further else own
    extra = (("id", item["id"]),) if isinstance(item.get("id"), str) else ()
    language = body.get("language")
    return Annotated(
        text=text, speakers=tuple(values_of(item.get("label"))), start=start, end=end, printed=printed,
        language=language if isinstance(language, str) else None, raw=body["value"] if html else None,
        extra=(*extra, *_unusual(rest)),
    )  # fmt: skip


def annotation_of(
    turn: Turn, words: str, speakers: list[str], extra: Extra, *, id: str, canvas: str, language: str | None
) -> dict[str, Any]:
    """Returns the turn as an annotation on the canvas; one without a time is on the whole of it. `extra` is what it said
    besides when it was read."""
    kept = dict(extra)
    item: dict[str, Any] = {"id": kept.get("id", id), "type": "Annotation", "motivation": "supplementing"}
    if speakers:
        item["label"] = language_map("none", *speakers)
    body: dict[str, Any] = {"type": "TextualBody", "value": words, "format": "text/plain"}
    if language:
        body["language"] = language
    item |= {"body": body, "target": f"{canvas}{_fragment(turn)}"}
    if "annotation" in kept:
        item = _merged(item, decoded(kept["annotation"]), turn, words)
    return item


def times(printed: str) -> tuple[Ms | None, Ms | None]:
    """Returns start and end of a media fragment's time: `12.5,14`, `12.5`, `,14`, `0:01:02.5`; None where none is."""
    first, _, second = printed.partition(",")
    return _ms(first), _ms(second)


def seconds(time: Ms) -> int | float:
    """Returns milliseconds as seconds, whole ones without a point."""
    return time // 1000 if time % 1000 == 0 else time / 1000


def _ms(text: str) -> Ms | None:
    parts = text.strip().split(":")
    if 3 < len(parts) or not all(re.fullmatch(r"\d{1,12}(?:\.\d{0,12})?", part) for part in parts):
        return None
    try:
        whole = Decimal(0)
        for part in parts:
            whole = whole * 60 + Decimal(part)
        time = int((whole * 1000).to_integral_value())
    except InvalidOperation:
        return None
    return time if time <= LONGEST else None


def _fragment(turn: Turn) -> str:
    if turn.start is None and turn.end is None:
        return ""
    if turn.printed and times(turn.printed) == (turn.start, turn.end):
        return f"#t={turn.printed}"
    start = "" if turn.start is None else f"{seconds(turn.start)}"
    return f"#t={start}" if turn.end is None else f"#t={start},{seconds(turn.end)}"


def _printed(target: Any) -> str | None:
    """Returns the time of a target as it is printed; None where it is on the whole."""
    if isinstance(target, list):
        return next((found for each in target if (found := _printed(each)) is not None), None)
    if isinstance(target, str):
        match = _TIME.search(target.partition("#")[2]) if "#" in target else None
        return match["printed"] if match is not None else None
    if not isinstance(target, dict):
        return None
    selectors = target.get("selector")
    for selector in selectors if isinstance(selectors, list) else [selectors]:
        if not isinstance(selector, dict):
            continue
        if selector.get("type") == "PointSelector" and isinstance(selector.get("t"), int | float):
            return f"{selector['t']}"
        match = _TIME.search(str(selector.get("value", "")))
        if match is not None:
            return match["printed"]
    return _printed(target["source"]) if isinstance(target.get("source"), str) else _printed(target.get("id"))


def _unusual(rest: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Returns what an annotation says beyond what is written for every turn anyway."""
    body = rest["body"]
    usual = isinstance(body, dict) and body in (
        {"type": "TextualBody", "format": "text/plain"}, {"type": "TextualBody"},
    )  # fmt: skip
    target = rest.get("target")
    if isinstance(target, str):
        rest = {key: value for key, value in rest.items() if key != "target"}
    if usual and rest.get("motivation") in ("supplementing", ["supplementing"]):
        rest = {key: value for key, value in rest.items() if key not in ("body", "motivation")}
    return (("annotation", as_it_stood(rest)),) if rest else ()


def _merged(item: dict[str, Any], kept: dict[str, Any], turn: Turn, words: str) -> dict[str, Any]:
    """Returns the annotation with what it said besides; a target in several parts stays while its time is the turn's."""
    own = item["body"]
    bodies = kept.pop("body", None)
    if bodies is not None:
        first = bodies[0] if isinstance(bodies, list) else bodies
        body = {key: value for key, value in own.items() if key != "format"} | first
        if first.get("format") == "text/html":
            body["value"] = (
                turn.raw if turn.raw is not None and _plain(turn.raw) == words else escape(words, quote=False)
            )
        item["body"] = [body, *bodies[1:]] if isinstance(bodies, list) else body
    target = kept.pop("target", None)
    if target is not None and times(_printed(target) or "") == (turn.start, turn.end):
        item["target"] = target
    return item | kept


def _plain(html: str) -> str:
    """Returns the words of a body in HTML."""
    return unescape(_TAG.sub("", _BREAKS.sub("\n", html))).strip()
