"""What linguists transcribe in: tiers, codes and timelines."""

from __future__ import annotations

from ..format import Format

CORPORA: tuple[Format, ...] = ()
