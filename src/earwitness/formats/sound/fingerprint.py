"""Fingerprints of sound: what a recording is known by when it, or a part of it, is posted again elsewhere.

A fingerprint is the landmarks of the sound (`landmarks.py`), two bytes each, some 4 kB a minute. It tells nobody's voice: the
same person saying other words has other landmarks, and so has another person saying the same. Two are matched in two steps:
pairs of near landmarks that both have, at one and the same shift in time, say where one may lie in the other; then every
second is asked how many of its landmarks are really there.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ...errors import BadInput
from ...times import Ms
from .landmarks import RATE, Landmarks, Samples

MAGIC, VERSION = b"EWFP", 1
LONGEST_GAP = 255
"""Frames that one byte can tell; a longer gap is told by entries without a landmark."""
NONE = 255
"""The pitch of such an entry."""
FAN = 6
"""Later landmarks that each is paired with."""
SPREAD = 24
"""Later landmarks among which these are looked for."""
SOONEST, LATEST = 2, 63
"""Frames between the two of a pair."""
APART = 63
"""Bins between the two of a pair, at most."""

Numbers = npt.NDArray[np.int64]


class Fingerprint(Struct, frozen=True, kw_only=True):
    """What a recording's sound is known by."""

    duration: Ms
    """Of all that was heard."""
    landmarks: bytes
    """Two bytes each: frames since the one before, and the bin."""

    def encode(self) -> bytes:
        """Returns it as bytes that `decode` reads."""
        return MAGIC + bytes((VERSION,)) + self.duration.to_bytes(8, "big") + self.landmarks

    @classmethod
    def decode(cls, content: bytes) -> Fingerprint:
        """Returns the fingerprint of these bytes. Raises BadInput where they are none, or of another version."""
        if content[:4] != MAGIC or len(content) < 13 or len(content) % 2 == 0:
            raise BadInput("this is no fingerprint of a sound", hint="it is derived: delete it, and it is made anew")
        if content[4] != VERSION:
            raise BadInput(
                f"this fingerprint is of version {content[4]}, and version {VERSION} is read here",
                hint="it is derived: delete it, and it is made anew",
            )
        return cls(duration=int.from_bytes(content[5:13], "big"), landmarks=content[13:])

    def peaks(self) -> tuple[Numbers, Numbers]:
        """Returns the frame and the bin of every landmark, in order of time."""
        entries = np.frombuffer(self.landmarks, dtype=np.uint8).reshape(-1, 2)
        times = np.cumsum(entries[:, 0], dtype=np.int64)
        there = entries[:, 1] != NONE
        return times[there], entries[there, 1].astype(np.int64)

    def pairs(self, fan: int = FAN) -> tuple[Numbers, Numbers]:
        """Returns a number for each pair of near landmarks (both bins, frames between), and the frame it begins at."""
        times, pitches = self.peaks()
        return paired(times, pitches, fan)


class Fingerprinter:
    """Makes the fingerprint of a sound that is fed to it in pieces; holds some seconds of it, whatever the length."""

    def __init__(self) -> None:
        self._landmarks = Landmarks()

    def feed(self, samples: Samples) -> None:
        """Takes in the next samples, one channel of 16 kHz."""
        self._landmarks.feed(samples)

    def finish(self) -> Fingerprint:
        """Returns the fingerprint of all that was fed."""
        times, pitches = self._landmarks.finish()
        return Fingerprint(duration=self._landmarks.heard * 1000 // RATE, landmarks=packed(times, pitches))


def packed(times: npt.NDArray[np.int32], pitches: npt.NDArray[np.uint8]) -> bytes:
    """Returns landmarks, which come in order of time, as a fingerprint keeps them."""
    gaps = np.diff(times, prepend=0)
    fillers = gaps // LONGEST_GAP
    ends = np.cumsum(fillers + 1)
    entries = np.full((int(ends[-1]) if len(ends) else 0, 2), (LONGEST_GAP, NONE), dtype=np.uint8)
    entries[ends - 1, 0] = gaps % LONGEST_GAP
    entries[ends - 1, 1] = pitches
    return entries.tobytes()


def paired(times: Numbers, pitches: Numbers, fan: int = FAN) -> tuple[Numbers, Numbers]:
    """Returns a number for each pair of near landmarks, and the frame it begins at."""
    made = np.zeros(len(times), dtype=np.int64)
    keys: list[Numbers] = []
    begins: list[Numbers] = []
    for step in range(1, min(SPREAD, len(times) - 1) + 1):
        between = times[step:] - times[:-step]
        apart = pitches[step:] - pitches[:-step]
        near = (SOONEST <= between) & (between <= LATEST) & (np.abs(apart) <= APART) & (made[:-step] < fan)
        made[:-step] += near
        keys.append((pitches[:-step][near] << 13) | ((apart[near] + APART) << 6) | between[near])
        begins.append(times[:-step][near])
    if not keys:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return np.concatenate(keys), np.concatenate(begins)
