"""Subtitles: cues with times, and voices by convention."""

from __future__ import annotations

from ..format import Format

SUBTITLES: tuple[Format, ...] = (
    Format(
        name="srt", title="SubRip subtitles", room="subtitles.subrip", suffixes=(".srt",),
        media_type="application/x-subrip", carries=("times", "speakers", "overlap", "marks"),
        note="Voices and signs stand in the words by convention; a turn without times gets times that stand in.",
    ),
    Format(
        name="vtt", title="WebVTT captions", room="subtitles.webvtt", suffixes=(".vtt", ".webvtt"), media_type="text/vtt",
        carries=("times", "words", "speakers", "overlap", "marks", "language"),
        note="Signs stand in the words by convention; a turn without times gets times that stand in, and a note says so.",
    ),
    Format(
        name="sbv", title="YouTube captions (SBV)", room="subtitles.sbv", suffixes=(".sbv",), media_type="text/x-sbv",
        carries=("times", "speakers", "overlap", "marks"),
        note="Voices and signs stand in the words by convention; a turn without times gets times that stand in.",
    ),
    Format(
        name="lrc", title="Timed lyrics (LRC)", room="subtitles.lyrics", suffixes=(".lrc",), media_type="text/x-lrc",
        carries=("times", "words", "speakers", "marks", "language"),
        note="A turn is one line: its line breaks become spaces; of two turns that overlap, each keeps its start and end.",
    ),
    Format(
        name="ass", title="SubStation Alpha (ASS, SSA)", room="subtitles.ass", suffixes=(".ass", ".ssa"),
        media_type="text/x-ass", carries=("times", "words", "speakers", "overlap"),
        note="Times are rounded to hundredths of a second; words with times become karaoke.",
    ),
    Format(
        name="ttml", title="Timed text (TTML, DFXP)", room="subtitles.ttml", suffixes=(".ttml", ".dfxp"),
        media_type="application/ttml+xml", carries=("times", "words", "speakers", "overlap", "language"),
    ),
    Format(
        name="srv3", title="YouTube timed text (XML)", room="subtitles.srv3",
        suffixes=(".srv3", ".ytt", ".srv1", ".srv2"), media_type="application/xml", carries=("times", "words", "overlap"),
        note="It has no voices of its own: they are printed before their words.",
    ),
    Format(
        name="json3", title="YouTube timed text (JSON)", room="subtitles.json3", suffixes=(".json3",),
        media_type="application/json", carries=("times", "words", "overlap"),
        note="It has no voices of its own: they are printed before their words.",
    ),
)  # fmt: skip
