"""Versions: which of a conversation's versions a page shows, what they are called, and whose voice is whose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from ..errors import NotFound, WrongUsage
from ..publish import addresses, parts, words
from ..publish.shape import lanes
from ..publish.sheet import VOICE_COLOURS, Telling
from ..publish.tongue import gettext
from ..tellings.talk import Talk
from . import answers
from .collating import Collation
from .covering import Covering

MOST_COLUMNS = 4
KINDS = {"transcription": 0, "translation": 1, "subtitles": 2, "machine": 3, "excerpt": 4}
"""The order in which versions are offered: originals first, what is only a part last."""
MANY_VOICES = 8
"""Voices beyond which they stand in the order of how much they say, not of who speaks first."""


def chosen(
    shown: answers.Shown, asked: Sequence[str], collation: Collation | None = None
) -> tuple[answers.TranscriptShown, ...]:
    """Returns the versions to show: those asked for, else the first transcript and the best version beside it.

    A translation stands beside a transcript, of several the one that has most of it; without one, a version in another
    language, then another whole one. Raises NotFound for a version of something else, WrongUsage for more than four.
    """
    known = {transcript.id: transcript for transcript in shown.transcripts}
    if asked:
        for name in asked:
            if name not in known:
                raise NotFound(f"“{name}” is no version of this conversation", near=tuple(known))
        if MOST_COLUMNS < len(set(asked)):
            raise WrongUsage(f"at most {MOST_COLUMNS} versions fit beside each other", hint="choose fewer")
        return tuple(known[name] for name in dict.fromkeys(asked))
    if not shown.transcripts:
        return ()
    order = [transcript for transcript in shown.transcripts if transcript.kind == "transcription"]
    first = (order or list(shown.transcripts))[0]
    others = [transcript for transcript in shown.transcripts if transcript is not first]
    whole = [transcript for transcript in others if transcript.kind != "excerpt"]
    groups = (
        [transcript for transcript in others if transcript.kind == "translation"],
        [transcript for transcript in whole if transcript.language != first.language],
        whole,
    )
    beside = next((group for group in groups if group), [])
    if not beside:
        return (first,)
    shares = cover(collation, first.id)
    return first, max(beside, key=lambda transcript: (shares.get(transcript.id, 0.0), -others.index(transcript)))


def cover(collation: Collation | None, of: str) -> dict[str, float]:
    """Returns how much of one version each other has, by letters, 0–1; those never lined up with it are left out."""
    found: dict[str, float] = {}
    for alignment in collation.alignments if collation is not None else ():
        if alignment.a == of:
            found[alignment.b] = alignment.cover[0]
        elif alignment.b == of:
            found[alignment.a] = alignment.cover[1]
    return found


def telling(shown: answers.Shown, transcript: answers.TranscriptShown, names: Mapping[str, str]) -> Telling:
    """Returns a version as the sheet needs it; `names` are the short names of versions."""
    by_turn: dict[int, tuple[str, ...]] = {}
    for doubt in transcript.doubts:
        if doubt.turn is not None:
            by_turn[doubt.turn] = (*by_turn.get(doubt.turn, ()), doubt.what)
    return Telling(
        id=transcript.id,
        heading=heading(shown, transcript),
        name=names.get(transcript.id, ""),
        language=transcript.language,
        turns=transcript.turns,
        names=speaker_names(shown),
        doubts=by_turn,
        held_back={turn.number: turn.access for turn in transcript.turns if turn.access != "open"},
        cautions=cautions(shown, transcript),
        revision=transcript.revision,
        unchecked=frozenset(
            turn.id
            for turn in transcript.turns
            if transcript.kind == "machine" and (turn.checked is None or turn.checked.outdated)
        ),
    )


def cautions(shown: answers.Shown, transcript: answers.TranscriptShown) -> dict[int, tuple[str, ...]]:
    """Returns the kinds of distress that people marked on the turns of a version, by number; none for the others."""
    if not shown.cautions:
        return {}
    covering = Covering(shown)
    return {turn.number: kinds for turn in transcript.turns if (kinds := covering.on(turn.id))}


def title(shown: answers.Shown) -> str:
    return shown.title or gettext("Untitled conversation")


def strictest(shown: answers.Shown) -> str:
    """Returns the access of the conversation, or that of a publication of it where only that is held back."""
    stated = (shown.access, *(source.access for source in shown.sources))
    return next((access for access in stated if access != "open"), "open")


def publisher(shown: answers.Shown, transcript: answers.TranscriptShown) -> str:
    """Returns who published a version, empty where nobody said."""
    return next((source.publisher or "" for source in shown.sources if source.id == transcript.source), "")


def heading(shown: answers.Shown, transcript: answers.TranscriptShown) -> str:
    """Returns what stands over a version: "Translation · English · Harbour Post · revision 3"."""
    told = [
        words.kind(transcript.kind),
        words.language(transcript.language),
        transcript.made_by or publisher(shown, transcript),
        words.written_blind() if transcript.blind else "",
        gettext("revision {number}").format(number=transcript.revision) if 1 < transcript.revision else "",
    ]
    return " · ".join(part for part in told if part)


def short_names(shown: answers.Shown) -> dict[str, str]:
    """Returns what each version is called in a few words: its publisher, with what tells apart those that share one."""
    names = {
        transcript.id: publisher(shown, transcript) or transcript.made_by or words.kind(transcript.kind)
        for transcript in shown.transcripts
    }
    for tell in (
        lambda transcript: words.language(transcript.language),
        lambda transcript: words.kind(transcript.kind).lower(),
        lambda transcript: transcript.id,
    ):
        twice = {name for name in names.values() if 1 < list(names.values()).count(name)}
        for transcript in shown.transcripts:
            if names[transcript.id] in twice:
                names[transcript.id] = f"{names[transcript.id]}, {tell(transcript)}"
    return names


def speaker_names(shown: answers.Shown) -> dict[str, str]:
    """Returns what each speaker is called: the first label as printed, else the role, else the id."""
    return {
        speaker.id: (speaker.labels[0] if speaker.labels else speaker.role or speaker.id) for speaker in shown.speakers
    }


def voices(
    shown: answers.Shown, showing: Sequence[Telling], collation: Collation | None, talk: Talk | None = None
) -> tuple[tuple[parts.Voice, ...], dict[str, int]]:
    """Returns the voices of the versions shown, each once over all of them, and the colour of each speaker's id.

    Each has its lane in the talk. What nobody knows who said is a voice without a colour.
    """
    by_id = {speaker.id: speaker for speaker in shown.speakers}
    voice_of = {name: voice for voice in (collation.voices if collation else ()) for name in voice.speakers}
    colours: dict[str, int] = {}
    heard: dict[tuple[str, ...], list[str]] = {}
    for version in showing:
        for turn in version.turns:
            for name in turn.speakers:
                one = voice_of[name].speakers if name in voice_of else (name,)
                names = heard.setdefault(one, [])
                if name not in names:
                    names.append(name)
    for number, names in enumerate(heard.values()):
        colours.update(dict.fromkeys(names, number % VOICE_COLOURS + 1))
    named = speaker_names(shown)
    told = [_voice(names, by_id, named, colours[names[0]]) for names in heard.values()]
    if talk is None:
        return tuple(told), colours
    if any(not share.voice for share in talk.shares):
        told.append(parts.Voice(name=gettext("voice not known"), colour=0))
    drawn = lanes(talk, [*heard, ("",)])
    speaking = [replace(voice, lane=lane) for voice, lane in zip(told, drawn, strict=False)]
    if MANY_VOICES < len(speaking):  # the page folds up all but the first: those who speak most stand in sight
        speaking.sort(key=lambda voice: -voice.lane.words if voice.lane else 0)
    return tuple(speaking), colours


def _voice(
    names: Sequence[str], by_id: Mapping[str, answers.SpeakerShown], named: Mapping[str, str], colour: int
) -> parts.Voice:
    speakers = [by_id[name] for name in names if name in by_id]
    name = named.get(names[0], names[0])
    labels = [label for speaker in speakers for label in speaker.labels]
    labels += [named[other] for other in names if other in named]
    role = next((speaker.role for speaker in speakers if speaker.role), None) or ""
    return parts.Voice(
        name=name,
        colour=colour,
        role=role if role != name else "",
        relation=next((speaker.relation for speaker in speakers if speaker.relation), None) or "",
        also=tuple(other for other in dict.fromkeys(labels) if other != name),
    )


def version_links(
    shown: answers.Shown, picked: Sequence[answers.TranscriptShown], view: Mapping[str, str]
) -> tuple[parts.Link, ...]:
    """Returns a link a version: it takes the version in or out of what is shown. `view` is the rest of the address."""
    standing = [transcript.id for transcript in picked]
    links = []
    for version in sorted(shown.transcripts, key=lambda version: KINDS.get(version.kind, len(KINDS))):
        kept = [name for name in standing if name != version.id] if version.id in standing else [*standing, version.id]
        links.append(
            parts.Link(
                text=heading(shown, version),
                address=addresses.conversation(shown.id, versions=(kept or [version.id])[-MOST_COLUMNS:], **view),
                chosen=version.id in standing,
                count=len(version.turns),
            )
        )
    return tuple(links)
