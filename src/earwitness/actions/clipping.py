"""`clip`: a stretch of a recording, cut to the sample, with its citation beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

from ..digests import sha256
from ..errors import BadInput, NotFound, WrongUsage
from ..identifiers import split, within
from ..model import Dossier, Recording, Source, Transcript
from ..protect.gate import Exit, Gate, What, Withheld, refusal
from ..publish import addresses
from ..times import Ms, Span, format_exact, format_stretch, parse_stretch
from . import finding
from .clipped import Clipped, Excerpt, HeardThere, in_words, packed, written
from .desk import Desk
from .listening import heard_in, places, shift
from .soundings import sound_file

To = Literal["wav", "flac", "opus", "mp3"]
FORMATS: tuple[To, ...] = get_args(To)
GUARD: Ms = 300
"""On either side of a turn that may not leave: times are never true to the sound of a breath."""
LONGEST: Ms = 4 * 60 * 60 * 1000
"""A longer stretch is the recording; it is exported whole."""


def clip(
    desk: Desk,
    name: str,
    *,
    start: Ms | None = None,
    end: Ms | None = None,
    at: str = "",
    to: str = "wav",
    output: Path | None = None,
    exits: Sequence[Exit] = ("export",),
) -> tuple[Clipped, bytes]:
    """Returns a stretch of a recording, written to `output` where one is given, else as a zip with its citation.

    `name` is a recording, whose stretch is from `start` to `end` or `at` (`12.3,15.8`); or a turn, or the first and the last of
    several (`t….3..t….7`), whose stretch is theirs. Raises BadInput for a stretch that the recording does not have, NotFound,
    Refused where access or terms hold back the recording or a turn that is said there, WrongUsage.
    """
    form = next((known for known in FORMATS if known == to.lower()), None)
    if form is None:
        raise WrongUsage(f"“{to[:20]}” is no format of clips", hint=f"choose one of {', '.join(FORMATS)}")
    cited = cite_stretch(desk, name, start=start, end=end, at=at, exits=exits)
    recording = desk.archive.catalog.recording(cited.recording)
    if LONGEST < cited.end - cited.start:
        raise BadInput(
            "a clip lasts at most four hours", hint=f"the whole recording: earwitness export {recording.source}"
        )
    from ..formats.sound.clip import cut

    content = cut(sound_file(desk, recording), cited.start, cited.end, to=form)
    facts = {name: getattr(cited, name) for name in cited.__struct_fields__}
    clipped = Clipped(**facts, format=form, size=len(content), clip_sha256=sha256(content))
    if output is None:
        return clipped, packed(clipped, content)
    return written(clipped, content, output), content


def cite_stretch(
    desk: Desk,
    name: str,
    *,
    start: Ms | None = None,
    end: Ms | None = None,
    at: str = "",
    exits: Sequence[Exit] = ("citation",),
) -> Excerpt:
    """Returns the citation of a stretch of a recording; what is asked and what is raised is as with `clip`."""
    recording, own = _stretch_of(desk, name)
    asked = _asked(start, end, at, own, recording)
    file = finding.dossier(desk, desk.archive.catalog.canonical(recording.conversation))
    known = {one.id: one for one in desk.archive.catalog.recordings_of(file.conversation.id)}
    told = _pass_gate(desk, file, recording, known, asked, exits)
    return _cited(desk, file, recording, known, told, asked)


def _asked(start: Ms | None, end: Ms | None, at: str, own: Span | None, recording: Recording) -> Span:
    """Returns the stretch that is meant; one that the recording does not have is an error, never drawn in."""
    if at:
        stretch = parse_stretch(at)
        if stretch is None:
            raise BadInput(f"“{at[:40]}” is no stretch of time", hint="write it in seconds: 12.3,15.8")
        start, end = stretch
    if own is not None:
        start, end = own.start if start is None else start, own.end if end is None else end
    if start is None or end is None:
        raise WrongUsage("a clip wants its start and its end", hint="--from 12.3 --to 15.8, in seconds or as 1:02.5")
    if not 0 <= start < end <= recording.duration:
        raise BadInput(
            f"{recording.id} has no stretch from {format_exact(max(start, 0))} to {format_exact(max(end, 0))}",
            hint=f"it lasts {format_exact(recording.duration)}, and a clip ends after it begins",
        )
    return Span(start, end)


def _stretch_of(desk: Desk, name: str) -> tuple[Recording, Span | None]:
    """Returns the recording that is meant, and the stretch of the turns that were named; None where none were."""
    catalog = desk.archive.catalog
    if name.startswith("r"):
        return catalog.recording(name), None
    first, dots, last = name.partition("..")
    whole, local = split(first)
    if dots and not last.startswith("t"):
        last = within(whole, last)
    transcript = catalog.transcript(whole)
    if local is None or (dots and split(last)[0] != whole):
        raise WrongUsage(
            f"“{name[:60]}” is neither a recording nor turns of one transcript",
            hint=f"name a recording (r…), a turn ({whole}.3), or its first and last: {whole}.3..{whole}.7",
        )
    recordings = catalog.recordings_of(transcript.conversation)
    known = {one.id: one for one in recordings}
    recording = next((one for one in recordings if heard_in(transcript, one, known)), None)
    if recording is None:
        raise NotFound(
            f"no recording is known in which {name} is heard",
            hint="the turn needs a time, and the conversation a recording: see `earwitness show`",
        )
    spans = {heard.turn: Span(heard.start, heard.end) for heard in heard_in(transcript, recording, known)}
    ends = [first, last] if dots else [first]
    for one in ends:
        if one not in spans:
            raise NotFound(f"when {one} is said is not known", hint=f"its times: earwitness show {one} --json")
    return recording, Span(spans[ends[0]].start, spans[ends[-1]].end)


def _pass_gate(
    desk: Desk,
    file: Dossier,
    recording: Recording,
    known: dict[str, Recording],
    asked: Span,
    exits: Sequence[Exit],
) -> tuple[Transcript, ...]:
    """Returns the transcripts whose words may go with the sound. Raises Refused where the sound itself may not leave.

    It is held back with the recording, its sources and its conversation; and with every turn or voice that is held back and
    is, or may be, heard in it. A transcript held back as a whole says nothing of the sound; it only is not quoted.
    """
    gate = Gate()
    bytes_ = desk.archive.catalog.sources_of_digest(desk.archive.catalog.source(recording.source).digest)
    homes = (file.conversation, *file.quoting)
    near = Span(asked.start - GUARD, asked.end + GUARD)
    told = []
    for exit in exits:
        gate.pass_or_refuse(exit, What(conversations=(file.conversation,), sources=bytes_, recordings=(recording,)))
    for transcript in file.transcripts:
        there = places(transcript, recording, known)
        heard = frozenset(name for name, span in there.items() if span is None or span.overlaps(near))
        what = What(
            conversations=homes,
            sources=_sources_of(desk, file, transcript),
            transcripts=(transcript,),
            recordings=tuple(known.values()),
            turns=heard,
        )
        withheld: list[Withheld] = []
        for exit in exits:
            withheld += gate.judge(exit, what).withheld
            within_it = tuple(one for one in withheld if "." in one.subject)
            if within_it:
                raise refusal(exit, within_it)
        if not withheld:
            told.append(transcript)
    return tuple(told)


def _sources_of(desk: Desk, file: Dossier, transcript: Transcript) -> tuple[Source, ...]:
    """Returns the sources that hold a transcript's words, and those of every recording of the conversation."""
    found = {source.id: source for source in finding.same_words(desk, transcript)}
    found.update({source.id: source for source in file.sources if source.id == transcript.source})
    for recording in file.recordings:
        source = desk.archive.catalog.source(recording.source)
        found.setdefault(source.id, source)
    return tuple(found.values())


def _cited(
    desk: Desk,
    file: Dossier,
    recording: Recording,
    known: dict[str, Recording],
    told: Sequence[Transcript],
    asked: Span,
) -> Excerpt:
    source = desk.archive.catalog.source(recording.source)
    turns = tuple(turn for transcript in told for turn in _heard(transcript, recording, known, asked))
    conversation = file.conversation
    address = addresses.conversation(conversation.id, recording=recording.id) + f"#t={format_stretch(*asked)}"
    title = conversation.title or "Untitled conversation"
    rate = recording.sample_rate
    return Excerpt(
        recording=recording.id,
        source=source.id,
        sha256=source.digest,
        conversation=conversation.id,
        title=title,
        start=asked.start,
        end=asked.end,
        first_sample=_sample(asked.start, rate),
        past_sample=_sample(asked.end, rate),
        sample_rate=rate,
        channels=recording.channels,
        parties=recording.parties,
        address=address,
        plain=in_words(file, recording, source, turns, asked, address),
        turns=turns,
    )


def _sample(time: Ms, rate: int) -> int:
    """Returns the first sample that is heard at a time or after it."""
    return -(-time * rate // 1000)


def _heard(transcript: Transcript, recording: Recording, known: dict[str, Recording], asked: Span) -> list[HeardThere]:
    if shift(transcript.heard_on, recording, known) is None:
        return []
    turns = {within(transcript.id, turn.id): turn for turn in transcript.turns}
    names = {speaker.id: (*speaker.labels, speaker.role or speaker.id)[0] for speaker in transcript.speakers}
    return [
        HeardThere(
            turn=heard.turn,
            transcript=transcript.id,
            revision=transcript.revision,
            language=turns[heard.turn].language or transcript.language,
            speakers=tuple(names.get(speaker, speaker) for speaker in turns[heard.turn].speakers),
            text=turns[heard.turn].text,
            start=heard.start,
            end=heard.end,
            whole=asked.start <= heard.start and heard.end <= asked.end,
        )
        for heard in heard_in(transcript, recording, known)
        if asked.overlaps(Span(heard.start, heard.end))
    ]
