"""What is printed, signed and sent back: word processor files and tables."""

from __future__ import annotations

from ..format import Format

DOCUMENTS: tuple[Format, ...] = ()
