"""What desks, archives and coding tools keep and exchange."""

from __future__ import annotations

from ..format import Format

PROJECTS: tuple[Format, ...] = ()
