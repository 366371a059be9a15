"""Facts of a file of sound: what its container and codec say, cleaned, and what was wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from ...times import Ms, format_exact

_MOST_TAGS = 40
_MOST_CHANNELS = 64
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]+")
"""Control signs, and those that turn the writing direction: a tag is a line of text."""
_NAMES = {"amr_nb": "amrnb", "amr_wb": "amrwb"}


class Facts(Struct, frozen=True, kw_only=True):
    """What a file of sound is."""

    container: str
    """As FFmpeg names it: `wav`, `mp3`, `mov,mp4,m4a,3gp,3g2,mj2`."""
    codec: str
    """As FFmpeg names it: `pcm_s16le`, `mp3`, `opus`, `amrnb`."""
    duration: Ms
    """By the clock of its packets or, once it was decoded, of its samples."""
    channels: int
    sample_rate: int
    bit_rate: int | None = None
    """Bits a second, as said, or None."""
    layout: str = ""
    video: bool = False
    """True where it has moving pictures; a cover is none."""
    title: str | None = None
    tags: tuple[tuple[str, str], ...] = ()
    """Every other tag, as text: no control signs, bounded in number and length. Markup in them is text like any other."""
    doubts: tuple[str, ...] = ()


def facts_from_said(said: Mapping[str, Any], ended: Mapping[str, Any]) -> Facts:
    """Returns the facts that the cell said at the start and at the end. Raises ValueError for what cannot be."""
    channels, rate, seconds = int(said["channels"]), int(said["rate"]), float(ended["seconds"])
    if not (0 < channels <= _MOST_CHANNELS and 0 < rate <= 1_000_000 and 0 <= seconds < 1e6):
        raise ValueError("impossible facts")
    duration = round(seconds * 1000)
    tags = cleaned_tags(said.get("tags", ()))
    title = next((value for key, value in tags if key.lower() == "title"), None)
    bit_rate = said.get("bit_rate")
    return Facts(
        container=str(said["container"])[:60],
        codec=_NAMES.get(str(said["codec"]), str(said["codec"]))[:40],
        duration=duration,
        channels=channels,
        sample_rate=rate,
        bit_rate=bit_rate if isinstance(bit_rate, int) and 0 < bit_rate < 1 << 40 else None,
        layout={1: "mono", 2: "stereo"}.get(channels) or str(said.get("layout", ""))[:60],
        video=bool(said.get("video")),
        title=title,
        tags=tuple((key, value) for key, value in tags if key.lower() != "title"),
        doubts=_doubts(said, ended, duration),
    )


def cleaned_tags(pairs: Sequence[Sequence[Any]]) -> tuple[tuple[str, str], ...]:
    """Returns the tags as lines of text: no control signs, no empty ones, none twice, at most forty."""
    kept: dict[tuple[str, str], None] = {}
    for key, value in pairs:
        line = (_cleaned(str(key))[:40], _cleaned(str(value))[:500])
        if all(line):
            kept[line] = None
    return tuple(kept)[:_MOST_TAGS]


def _cleaned(text: str) -> str:
    return " ".join(_UNSEEN.sub(" ", text).split())


def _doubts(said: Mapping[str, Any], ended: Mapping[str, Any], duration: Ms) -> tuple[str, ...]:
    doubts = []
    tracks, claimed, damaged = int(said.get("tracks", 1)), said.get("claimed"), int(ended.get("damaged", 0))
    if 1 < tracks:
        doubts.append(f"it has {tracks} tracks of sound; the first is heard")
    if isinstance(claimed, float) and 0 <= claimed < 1e9 and max(1000, duration // 50) < abs(claimed * 1000 - duration):
        doubts.append(
            f"its header says that it lasts {format_exact(round(claimed * 1000))}, its sound lasts {format_exact(duration)}"
        )
    if damaged:
        doubts.append(
            f"damaged packets: {damaged}; silence stands in their place, first at {_times(ended['damaged_at'])}"
        )
    holes = [hole for hole in ended.get("holes", ()) if 200 <= hole[1] - hole[0]]
    if holes:
        doubts.append(f"no sound was kept and silence stands at {_times([hole[0] for hole in holes])}")
    if ended.get("jumps"):
        doubts.append(f"its clock jumps and its sound goes on at {_times(ended['jumps'])}")
    return tuple(doubts)


def _times(places: Sequence[int]) -> str:
    return ", ".join(format_exact(max(0, int(place))) for place in places[:5]) + (" …" if 5 < len(places) else "")
