"""Withholding: when turns and voices are read otherwise, what held their words back goes on holding them back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ..model import Access, Speaker, Transcript, Turn


def still_withheld(before: Transcript, after: Transcript) -> Transcript:
    """Returns the revision in which no word is freer than it was: a turn that now has words of a turn that was held back,
    and a voice that has the label of one, are held back as strictly.

    `before` is the transcript as it stands, with what people stated.
    """
    barred = [turn for turn in before.turns if turn.access is not None and turn.access.kind != "open"]
    silent = [speaker for speaker in before.speakers if speaker.access is not None and speaker.access.kind != "open"]
    if not barred and not silent:
        return after
    own = {turn.id: turn for turn in before.turns}
    lines: dict[str, list[Access]] = {}
    for turn in barred:
        for line in _lines(turn):
            lines.setdefault(line, []).append(turn.access or Access())
    return replace(
        after,
        turns=tuple(_turn(turn, own.get(turn.id), lines) for turn in after.turns),
        speakers=tuple(_speaker(speaker, silent) for speaker in after.speakers),
    )


def _turn(turn: Turn, before: Turn | None, lines: dict[str, list[Access]]) -> Turn:
    found = [access for line in _lines(turn) for access in lines.get(line, ())]
    if before is not None and before.access is not None:
        if not [access for access in found if _strictness(before.access) < _strictness(access)]:
            return turn  # what was stated of this turn stands on top of it as before
    return replace(turn, access=_strictest(found, turn.access)) if found else turn


def _speaker(speaker: Speaker, silent: Sequence[Speaker]) -> Speaker:
    labels = set(speaker.labels)
    found = [
        other.access for other in silent if other.access and (labels & set(other.labels) or other.id == speaker.id)
    ]
    return replace(speaker, access=_strictest(found, speaker.access)) if found else speaker


def _lines(turn: Turn) -> set[str]:
    return {text for line in (turn.raw or turn.text).split("\n") if (text := " ".join(line.split()))}


def stricter(one: Access | None, other: Access | None) -> Access | None:
    """Returns the stricter of two accesses, the first where they are alike."""
    return other if _strictness(one or Access()) < _strictness(other or Access()) else one


def _strictest(found: Iterable[Access], own: Access | None) -> Access:
    return max([*found, own or Access()], key=_strictness)


def _strictness(access: Access) -> tuple[int, str]:
    """Returns what sorts accesses: open, closed for a time, closed for good, restricted."""
    if access.kind == "open":
        return 0, ""
    if access.kind == "closed" and access.until is not None:
        return 1, access.until
    return (2, "") if access.kind == "closed" else (3, "")
