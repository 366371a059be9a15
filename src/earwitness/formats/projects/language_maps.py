"""Language maps: how IIIF says a label, `{"en": ["Transcription"], "none": ["…"]}`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def language_map(language: str, *values: str) -> dict[str, list[str]]:
    """Returns a map of one language; `none` is that of names."""
    return {language: list(values)}


def values_of(label: Any) -> list[str]:
    """Returns every value of a map in its order; of a bare string, as careless writers have it, that."""
    if isinstance(label, str):
        return [label]
    if not isinstance(label, dict):
        return []
    return [value for values in label.values() for value in _strings(values)]


def _strings(values: Any) -> Iterable[str]:
    if isinstance(values, str):
        return (values,)
    return (value for value in values if isinstance(value, str)) if isinstance(values, list) else ()
