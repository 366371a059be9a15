"""What speech is scored with: who spoke when, and which words."""

from __future__ import annotations

from ..format import Format

SCORING: tuple[Format, ...] = (
    Format(
        name="rttm", title="RTTM, who spoke when", room="scoring.rttm", suffixes=(".rttm",), media_type="text/x-rttm",
        carries=("times", "words", "speakers", "overlap"), many=True,
        note="Words are written where some have times of their own; else it says who spoke when, and not what.",
    ),
    Format(
        name="ctm", title="CTM, a word a line", room="scoring.ctm", suffixes=(".ctm",), media_type="text/x-ctm",
        carries=("times", "words", "speakers", "overlap"), many=True,
        note="Words without times of their own share the time of their turn; turns are told by pauses when it is read.",
    ),
    Format(
        name="stm", title="STM, a segment a line", room="scoring.stm", suffixes=(".stm",), media_type="text/x-stm",
        carries=("times", "speakers", "overlap"), many=True,
        note="A time that is not known is printed as that of the turn before.",
    ),
    Format(
        name="seglst", title="SegLST, segments as JSON", room="scoring.seglst", suffixes=(".seglst.json",),
        media_type="application/json", carries=("times", "speakers", "overlap"), many=True,
    ),
)  # fmt: skip
