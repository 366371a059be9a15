"""The player of the reading page: which recording is heard, and where each turn is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..actions import answers
from ..actions.covering import Covering
from ..actions.listening import shift, spans_of
from ..errors import NotFound, WrongUsage
from ..formats.sound import renditions
from ..model import Recording
from ..publish import addresses, parts, words
from ..publish.player import Player
from ..publish.tongue import gettext
from ..times import format_clock, format_stretch, parse_stretch
from .keeper import Keeper


class Sounding:
    """The recordings of a conversation that was shown, and which of them is heard."""

    def __init__(self, keeper: Keeper, shown: answers.Shown, asked: str = "", at: str = "") -> None:
        """Raises NotFound for a recording that is none of it, WrongUsage for what is no stretch of time."""
        catalog = keeper.desk.archive.catalog
        self.shown = shown
        self.known: dict[str, Recording] = {one.id: one for one in catalog.recordings_of(shown.id)}
        self.heard_on = {told.id: told.heard_on for told in catalog.transcripts_of(shown.id, with_turns=False)}
        if asked and asked not in self.known:
            raise NotFound(f"“{asked[:40]}” is no recording of this conversation", near=tuple(self.known))
        if at and parse_stretch(at) is None:
            raise WrongUsage(f"“{at[:40]}” is no stretch of time", hint="write it in seconds: t=12.3,15.8")
        self.at = at
        self.recording = self.known[asked] if asked else self._first()

    def _first(self) -> Recording:
        """Returns the recording in which most turns are heard; of several the one that came first."""
        return max(self.known.values(), key=lambda recording: len(self.heard(recording)))

    def heard(self, recording: Recording | None = None) -> dict[str, str]:
        """Returns the stretch of the recording in which each turn is heard, by the turn's archive-wide id."""
        recording = recording or self.recording
        found = {}
        for told in self.shown.transcripts:
            take = shift(self.heard_on.get(told.id), recording, self.known)
            if take is None:
                continue
            for turn, (start, end) in spans_of(told.turns, recording.duration + take).items():
                first, last = max(start - take, 0), min(end - take, recording.duration)
                if first < last:
                    found[turn] = format_stretch(first, last)
        return found

    def player(self, view: Mapping[str, str], versions: Sequence[str]) -> Player:
        """Returns the player; `view` and `versions` are the rest of the page's address."""
        recording = self.recording
        page = addresses.conversation(self.shown.id, versions=versions, recording=recording.id, **view)
        return Player(
            recording=recording.id,
            name=name_of(recording),
            duration=recording.duration,
            clock=format_clock(recording.duration),
            channels=recording.channels,
            parties=recording.parties[:2] if recording.channels == 2 else (),
            tapes=self._tapes(view, versions) if 1 < len(self.known) else (),
            at=self.at,
            hear=f"{page}&t=",
            lasting=addresses.conversation(self.shown.id, recording=recording.id),
            kinds=Covering(self.shown).anywhere(),
            made=not renditions.plays_exactly(recording),
        )

    def _tapes(self, view: Mapping[str, str], versions: Sequence[str]) -> tuple[parts.Link, ...]:
        return tuple(
            parts.Link(
                text=f"{name_of(one)}, {format_clock(one.duration)}",
                address=addresses.conversation(self.shown.id, versions=versions, recording=one.id, **view),
                chosen=one.id == self.recording.id,
            )
            for one in self.known.values()
        )


def name_of(recording: Recording) -> str:
    """Returns what a recording is called: its title, else its id; a clip says so."""
    name = recording.title or recording.id
    return gettext("{name} (a clip)").format(name=name) if recording.whole else name


def facts(recordings: Sequence[Recording]) -> tuple[parts.Fact, ...]:
    """Returns the recordings in a line each; the original is a link."""
    return tuple(
        parts.Fact(
            name=name_of(one),
            value=", ".join((format_clock(one.duration), words.count(one.channels, "channel"), one.codec)),
            address=addresses.sound(one.id, {"original": "true"}),
        )
        for one in recordings
    )
