"""Voices matched across the tellings of one conversation: R is Soldier is Son."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ..language.tokens import spellings
from ..model import Speaker, Transcript
from .align import Alignment
from .names import alike, latin, sound

DOUBT = 1.0
"""Aligned groups for which not knowing counts: one shared turn makes a match of 0.5 at most."""
SAME_LABEL = 1.5
"""Aligned groups for which a like label counts."""

Match = tuple[str, str, float]
"""A voice of one telling, its twin in the other, and how sure that is, 0–1."""


def match_voices(a: Transcript, b: Transcript, alignment: Alignment) -> tuple[Match, ...]:
    """Returns the voices of two transcripts that are one, by what they say in aligned turns and by like labels.

    `alignment` is that of `a` and `b`, in this order. A voice has one twin at most; one with none, or with as much in
    favour of another, is left out. In the order in which the voices of `a` first speak.
    """
    together = _together(a, b, alignment)
    names_a = {speaker.id: _sounds(speaker) for speaker in a.speakers}
    names_b = {speaker.id: _sounds(speaker) for speaker in b.speakers}
    for voice, sounds in names_a.items():
        for twin, others in names_b.items():
            likeness = max((alike(one, other) for one in sounds for other in others), default=0.0)
            if likeness:
                together[voice, twin] += SAME_LABEL * likeness
    total_a: dict[str, float] = defaultdict(float)
    total_b: dict[str, float] = defaultdict(float)
    for (voice, twin), weight in together.items():
        total_a[voice] += weight
        total_b[twin] += weight
    sure = {
        (voice, twin): weight / (max(total_a[voice], total_b[twin]) + DOUBT)
        for (voice, twin), weight in together.items()
    }
    matches: dict[str, Match] = {}
    taken: set[str] = set()
    for (voice, twin), certainty in sorted(sure.items(), key=lambda found: (-found[1], found[0])):
        rival = max(
            (other for pair, other in sure.items() if pair != (voice, twin) and (pair[0] == voice or pair[1] == twin)),
            default=0.0,
        )
        if voice not in matches and twin not in taken and rival < certainty:
            matches[voice] = (voice, twin, round(certainty, 3))
            taken.add(twin)
    order = {voice: place for place, voice in enumerate(_voices(a))}
    return tuple(sorted(matches.values(), key=lambda match: order[match[0]]))


def _together(a: Transcript, b: Transcript, alignment: Alignment) -> dict[tuple[str, str], float]:
    """Returns for voices of both the groups that they have together; a group of several voices is shared out."""
    ours = {turn.number: turn for turn in a.turns}
    theirs = {turn.number: turn for turn in b.turns}
    together: dict[tuple[str, str], float] = defaultdict(float)
    for group in alignment.groups:
        pairs = [
            (voice, twin)
            for number in group.a
            for other in group.b
            if number in ours and other in theirs
            for voice in ours[number].speakers
            for twin in theirs[other].speakers
        ]
        for pair in pairs:
            together[pair] += 1 / len(pairs)
    return together


def _sounds(speaker: Speaker) -> tuple[str, ...]:
    """Returns how the words of a voice's labels and role sound; initials say nothing."""
    words = [word for label in (*speaker.labels, speaker.role or "") for word in spellings(label)]
    return tuple(sound(latin(word)) for word in dict.fromkeys(words) if 2 < len(word))


def _voices(transcript: Transcript) -> Sequence[str]:
    spoken = [voice for turn in transcript.turns for voice in turn.speakers]
    return tuple(dict.fromkeys([*(speaker.id for speaker in transcript.speakers), *spoken]))


SURE = 0.5
"""How sure two voices must be one to be shown as one."""
Voice = tuple[str, str]
"""A transcript and the local id of a speaker in it."""


def cast(
    transcripts: Sequence[Transcript], alignments: Sequence[Alignment]
) -> tuple[tuple[tuple[Voice, ...], float], ...]:
    """Returns the voices of a conversation over all its tellings, and how sure the least sure match of each is.

    Each telling is held against the one with the most turns that it is aligned with. In the order of first speaking.
    """
    by_id = {transcript.id: transcript for transcript in transcripts}
    aligned = {frozenset((one.a, one.b)): one for one in alignments if one.a in by_id and one.b in by_id}
    base = max(transcripts, key=lambda one: len(one.turns), default=None)
    joined: dict[Voice, list[Voice]] = {}
    certainty: dict[Voice, float] = {}
    for transcript in ([base] if base is not None else []) + [one for one in transcripts if one is not base]:
        twins: dict[str, tuple[str, float]] = {}
        alignment = aligned.get(frozenset((transcript.id, base.id))) if base is not None else None
        if alignment is not None and base is not None and transcript is not base:
            for voice, twin, sure in match_voices(by_id[alignment.a], by_id[alignment.b], alignment):
                mine, of_base = (twin, voice) if alignment.a == base.id else (voice, twin)
                if SURE <= sure:
                    twins[mine] = of_base, sure
        for voice in _voices(transcript):
            head, sure = twins.get(voice, ("", 1.0))
            key = (base.id, head) if head and base is not None else (transcript.id, voice)
            joined.setdefault(key, []).append((transcript.id, voice))
            certainty[key] = min(certainty.get(key, 1.0), sure)
    order = {transcript.id: place for place, transcript in enumerate(transcripts)}
    return tuple(
        (tuple(sorted(voices, key=lambda voice: order[voice[0]])), certainty[key]) for key, voices in joined.items()
    )
