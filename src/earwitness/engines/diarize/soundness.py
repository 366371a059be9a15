"""Soundness: whether who speaks when, as an engine says, can be so in a recording of that length; and brought into order."""

from __future__ import annotations

from msgspec.structs import replace

from ...errors import EngineFailed
from ...times import Ms, format_clock
from .engine import Spoken, Voiced

PAST: Ms = 1_000
"""How far past the end a time may lie; it is cut there."""
MOST = 200_000
"""Stretches of a recording."""
MOST_VOICES = 100


def sound(voiced: Voiced, length: Ms) -> Voiced:
    """Returns it with its times within the recording, in order, its voices numbered as they first speak.

    Stretches of one voice that touch are one. Raises EngineFailed where it cannot be so.
    """
    if MOST < len(voiced.spoken):
        raise EngineFailed(f"{voiced.engine} gave {len(voiced.spoken):,} stretches")
    for one in voiced.spoken:
        if one.end <= one.start or one.start < 0 or one.voice < 0 or length + PAST < one.end:
            raise EngineFailed(
                f"{voiced.engine}: somebody would speak from {format_clock(max(0, one.start))} to "
                f"{format_clock(max(0, one.end))} of a recording of {format_clock(length)}",
                hint="take another engine or model",
            )
    within = [Spoken(min(one.start, length), min(one.end, length), one.voice) for one in voiced.spoken]
    joined: list[Spoken] = []
    last: dict[int, int] = {}
    for one in sorted((one for one in within if one.start < one.end), key=lambda one: (one.start, one.end, one.voice)):
        place = last.get(one.voice)
        if place is not None and one.start <= joined[place].end:
            known = joined[place]
            joined[place] = Spoken(known.start, max(known.end, one.end), one.voice)
        else:
            last[one.voice] = len(joined)
            joined.append(one)
    if MOST_VOICES < len({one.voice for one in joined}):
        raise EngineFailed(f"{voiced.engine} heard {len(last)} voices", hint="say how many there are: --voices 2")
    return replace(voiced, spoken=tuple(joined))
