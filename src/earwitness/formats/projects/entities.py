"""Entities of FollowTheMoney: an id, a schema, and properties that are lists of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from ...errors import MalformedText
from ..readings import Faults
from .languages import two_letters

Entity = dict[str, Any]

_ENTITY: msgspec.json.Decoder[dict[str, Any]] = msgspec.json.Decoder(dict[str, Any])


def entities_in(content: bytes, name: str, faults: Faults) -> Iterator[Entity]:
    """Yields the entities of JSON lines, each id once; a bad line is a fault. Raises MalformedText where the first is bad."""
    seen: set[str] = set()
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            entity = _ENTITY.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            if not seen and number == 1:
                raise MalformedText(name, 1, f"no entity of FollowTheMoney: {error}") from error
            faults.add(f"no entity: {error}", line=number)
            continue
        id, schema = entity.get("id"), entity.get("schema")
        if not isinstance(id, str) or not isinstance(schema, str) or not isinstance(entity.get("properties"), dict):
            faults.add("an entity has an id, a schema and properties", line=number)
        elif id in seen:
            faults.add(f"a second entity {id[:80]}: the first stands", line=number)
        else:
            seen.add(id)
            yield entity


def values_of(entity: Entity, name: str) -> list[str]:
    """Returns the values of a property; one that is no list counts as one value."""
    values = entity["properties"].get(name)
    return [value for value in (values if isinstance(values, list) else [values]) if isinstance(value, str)]


def value_of(entity: Entity, name: str) -> str:
    """Returns the first value of a property, empty where it has none."""
    return next(iter(values_of(entity, name)), "")


def is_own(entity: Entity) -> bool:
    """Says whether this desk wrote the entity."""
    return value_of(entity, "generator").startswith("Earwitness ")


def entity_of(id: str, schema: str, **properties: list[str]) -> Entity:
    """Returns an entity with the properties that have a value."""
    told = {name: [value for value in values if value] for name, values in properties.items()}
    return {"id": id, "schema": schema, "properties": {name: values for name, values in told.items() if values}}


def by_property(entities: list[Entity], schema: str, name: str) -> dict[str, list[Entity]]:
    """Returns the entities of a schema by what one of their properties names."""
    found: dict[str, list[Entity]] = {}
    for each in entities:
        if each["schema"] == schema and (value := value_of(each, name)):
            found.setdefault(value, []).append(each)
    return found


def besides(entity: Entity) -> dict[str, Any]:
    """Returns what a document says besides its text, what the model has of it, and what this desk wrote into it."""
    modelled = {"bodyText", "translatedText", "translatedLanguage", "author"}
    if two_letters(value_of(entity, "language")):
        modelled.add("language")
    rest = {key: value for key, value in entity["properties"].items() if key not in modelled}
    if is_own(entity):
        rest |= {name: values_of(entity, name)[1:] for name in ("parent", "keywords", "generator") if name in rest}
    return {key: value for key, value in rest.items() if value}
