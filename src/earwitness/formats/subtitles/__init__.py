"""Subtitles: cues with times, and voices by convention."""

from __future__ import annotations

from ..format import Format

SUBTITLES: tuple[Format, ...] = ()
