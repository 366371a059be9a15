"""What speech is scored with: who spoke when, and which words."""

from __future__ import annotations

from ..format import Format

SCORING: tuple[Format, ...] = ()
