"""What speech recognisers give out: words with times and confidences, as JSON or tables."""

from __future__ import annotations

from ..format import Format

RECOGNIZERS: tuple[Format, ...] = ()
