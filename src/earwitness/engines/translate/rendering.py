"""Rendering: a batch of turns translated and believed, or an error that names the turn.

What cannot be believed is asked for again in halves: a model that loses a turn of many often keeps it among few, and one bad
turn does not cost its neighbours. A turn that alone is still wrong ends the batch.
"""

from __future__ import annotations

from msgspec.structs import replace

from ...errors import EngineFailed
from .engine import Batch, Settings, Translator
from .soundness import amiss, amiss_together

HINT = (
    "take another engine or model, leave the turn out (--turns), or translate it by hand; what came before it is kept"
)


def render(translator: Translator, batch: Batch, settings: Settings) -> tuple[str, ...]:
    """Returns the translation of each line. Raises EngineFailed, and what the engine raises."""
    said = [one.strip() if isinstance(one, str) else "" for one in translator.translate(batch, settings)]
    troubles = _troubles(batch, said, settings)
    if not troubles:
        return tuple(said)
    if len(batch.lines) == 1:
        raise EngineFailed(f"turn {batch.lines[0].number}: {troubles[0]}", hint=HINT)
    middle = len(batch.lines) // 2
    head, tail = batch.lines[:middle], batch.lines[middle:]
    first = render(translator, replace(batch, lines=head), settings)
    before = (*batch.before, *zip(head, first, strict=True))[-len(batch.before) :] if batch.before else ()
    second = render(translator, replace(batch, lines=tail, before=before), settings)
    again = amiss_together(
        [line.text for line in batch.lines], (*first, *second), language=settings.language, to=settings.to
    )
    if again:
        raise EngineFailed(f"turns {batch.lines[0].number}–{batch.lines[-1].number}: {again}", hint=HINT)
    return (*first, *second)


def _troubles(batch: Batch, said: list[str], settings: Settings) -> list[str]:
    texts = [line.text for line in batch.lines]
    together = amiss_together(texts, said, language=settings.language, to=settings.to)
    if together:
        return [together]
    each = (
        amiss(line.text, other, language=line.language or settings.language, to=settings.to)
        for line, other in zip(batch.lines, said, strict=True)
    )
    return [why for why in each if why]
