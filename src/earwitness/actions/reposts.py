"""Reposts: recordings that hold the same sound and are of two conversations, found by their fingerprints.

Each recording is looked for once, when it is new, among those that came before it; what it has in common with them is kept
beside the search index. So what a look costs grows with what is new: some milliseconds a recording, whatever the archive.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ..errors import EarwitnessError
from ..formats.sound.matching import Match, match
from ..model import Recording
from ..tellings.alike import judge_sound
from ..tellings.kinship import Judgement
from ..tellings.reasons import Reason
from . import linking, soundings
from .desk import Desk, Progress
from .linking import Clip
from .pair import Pair, both, put

if TYPE_CHECKING:
    from ..formats.sound.fingerprint import Fingerprint

FOUND_BY = "1"
"""What recordings are found by: with another fingerprint or another way to match, all are looked for anew."""
ELSEWHERE = "the shorter is in a recording of another conversation too: it may be a tune or an announcement"
COMPILED = "the longer has the sound of another conversation too: it may be a compilation"
"""The reasons that keep two from being called the same by a sound that others have as well."""


class Alike(Struct, frozen=True, kw_only=True):
    """Another recording with sound in common, as it is kept."""

    other: str
    whole: bool
    """Whether the other is the longer one."""
    match: Match


class _Heard(Struct, frozen=True, kw_only=True):
    clip: Recording
    whole: Recording
    match: Match
    judged: Judgement


def reposts(desk: Desk, *, home: str | None = None, progress: Progress | None = None) -> list[Pair]:
    """Returns the pairs of conversations that have sound in common, called the same or maybe; those of one if named."""
    catalog = desk.archive.catalog
    recordings = {recording.id: recording for recording in catalog.recordings()}
    if len(recordings) < 2:
        return []
    canonical = {recording.id: catalog.canonical(recording.conversation) for recording in recordings.values()}
    rejected = linking.all_rejected(desk)
    heard = []
    for one in _heard(desk, recordings, progress):
        a, b = canonical[one.clip.id], canonical[one.whole.id]
        if a != b and one.judged.verdict != "different" and frozenset((a, b)) not in rejected:
            heard.append(one)
    best: dict[tuple[str, str], Pair] = {}
    for one in _doubted(heard, canonical):
        a, b = canonical[one.clip.id], canonical[one.whole.id]
        if home is None or home in (a, b):
            clip = Clip(recording=one.clip.id, whole=one.whole.id, offset=max(0, one.match.offset))
            put(best, Pair(
                a=a, b=b, transcripts=_tellings(desk, a, b), judged=one.judged, recordings=(one.clip.id, one.whole.id),
                clip=clip if one.judged.kind == "clip" and one.match.contained else None,
            ))  # fmt: skip
    return list(best.values())


def with_sound(pairs: Sequence[Pair], heard: Sequence[Pair]) -> list[Pair]:
    """Returns the pairs by words and those by sound; where both speak of two conversations, as one pair with all reasons."""
    by_words = {both(pair.a, pair.b): pair for pair in pairs}
    found = dict(by_words)
    for pair in heard:
        key = both(pair.a, pair.b)
        words = by_words.get(key)
        found[key] = pair if words is None else _joined(words, pair)
    return list(found.values())


def _joined(words: Pair, sound: Pair) -> Pair:
    reasons = tuple(sorted((*sound.judged.reasons, *words.judged.reasons), key=lambda one: -abs(one.weight)))
    recordings = sound.recordings if sound.a == words.a else (sound.recordings[1], sound.recordings[0])
    if sound.judged.verdict == "same":
        # One recording, so it is one conversation: no matter how few of its turns the one tells.
        judged = replace(sound.judged, reasons=reasons)
        return replace(words, judged=judged, recordings=recordings, clip=sound.clip, excerpt=None)
    score = max(words.judged.score, sound.judged.score)
    return replace(words, judged=replace(words.judged, reasons=reasons, score=score), recordings=recordings)


def _heard(desk: Desk, recordings: Mapping[str, Recording], progress: Progress | None) -> Iterator[_Heard]:
    """Yields every two recordings that have sound in common; looks for those that are new among those that are known."""
    known = desk.kept.everything("heard", tuple[Alike, ...])
    with desk.kept.prints() as prints:
        there = prints.ids()
        gone = [name for name in there | known.keys() if name not in recordings]
        for name in gone:
            prints.remove(name)
        desk.kept.drop("heard", gone)
        fresh = [name for name in recordings if name not in there or known.get(name, ("",))[0] != FOUND_BY]
        alike = {name: known[name][1] for name in recordings if name in known and name not in fresh}
        for number, name in enumerate(fresh, 1):
            fingerprint = _fingerprint(desk, recordings[name])
            if fingerprint is not None:
                near = [each.id for each in prints.find(fingerprint, without=[name])]
                others = ((other, prints.get(other)) for other in near)
                alike[name] = tuple(
                    found for other, theirs in others if theirs and (found := _alike(fingerprint, other, theirs))
                )
                prints.add(name, fingerprint)
                # Written down one by one: whoever works on other things meanwhile does not wait for all of these.
                desk.kept.put("heard", name, FOUND_BY, alike[name])
            if progress is not None:
                progress("hear", number, len(fresh), name)
    for name, others_alike in alike.items():
        for each in others_alike:
            if each.other in recordings:
                clip, whole = (name, each.other) if each.whole else (each.other, name)
                yield _Heard(
                    clip=recordings[clip], whole=recordings[whole], match=each.match,
                    judged=judge_sound(each.match, whole=recordings[whole].duration),
                )  # fmt: skip


def _alike(own: Fingerprint, other: str, theirs: Fingerprint) -> Alike | None:
    whole = own.duration <= theirs.duration
    found = match(own, theirs) if whole else match(theirs, own)
    return None if found is None or found.verdict is None else Alike(other=other, whole=whole, match=found)


def _fingerprint(desk: Desk, recording: Recording) -> Fingerprint | None:
    """Returns what the recording is known by; None where its bytes are gone or cannot be heard, which `verify` tells."""
    try:
        return soundings.sounding(desk, recording).fingerprint
    except EarwitnessError:
        return None


def _doubted(heard: Sequence[_Heard], canonical: Mapping[str, str]) -> Iterator[_Heard]:
    """Yields each; one that is called the same is for a person to hear where either has sound in common with a third
    conversation and the other has not: a link must not join calls by a tune or by a compilation.
    """
    near: dict[str, set[str]] = defaultdict(set)
    for one in heard:
        clip, whole = canonical[one.clip.id], canonical[one.whole.id]
        near[clip].add(whole)
        near[whole].add(clip)
    for one in heard:
        clip, whole = canonical[one.clip.id], canonical[one.whole.id]
        whys = [
            Reason(what=why, weight=0.0)
            for why, own, other in ((ELSEWHERE, clip, whole), (COMPILED, whole, clip))
            if not near[own] - {other} <= near[other]
        ]
        if whys and one.judged.verdict == "same":
            yield replace(one, judged=replace(one.judged, verdict="maybe", reasons=(*whys, *one.judged.reasons)))
        else:
            yield one


def _tellings(desk: Desk, a: str, b: str) -> tuple[str, str]:
    """Returns a telling of each to show beside one another, a whole one if there is one; none where either has no words."""
    catalog = desk.archive.catalog
    one, other = (
        min(catalog.transcripts_of(home, with_turns=False), key=lambda own: own.kind == "excerpt", default=None)
        for home in (a, b)
    )
    return ("", "") if one is None or other is None else (one.id, other.id)
