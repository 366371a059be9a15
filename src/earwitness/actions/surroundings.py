"""What the page of an excerpt says around its quotations, read again from the bytes as captured."""

from __future__ import annotations

from ..archive import Telling
from ..errors import EarwitnessError
from ..formats.page.around import read_around
from .desk import Desk

LARGEST = 2_000_000
"""Bytes of a page beyond which it is not read again: what says something of a call is short."""


def around(desk: Desk, telling: Telling) -> tuple[str, ...]:
    """Returns the heading and the prose of the page that an excerpt was read from; nothing where it cannot be read.

    It is used to find which call is meant, and is shown nowhere but as words in a reason.
    """
    transcript = telling.transcript
    heading = (transcript.title,) if transcript.title else ()
    if transcript.source is None:
        return heading
    try:
        source = desk.archive.catalog.source(transcript.source)
        if LARGEST < source.size:
            return heading
        content = desk.archive.objects.read(source.digest)
        spoken = [turn.text for turn in transcript.turns]
        return read_around(content, form=source.format, name=source.id, spoken=spoken) or heading
    except EarwitnessError:  # erased, damaged or no page: `verify` says so, and an excerpt can be judged without
        return heading
