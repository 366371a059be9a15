"""`export` and `formats`: conversations and sources out of the archive, through the gate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from ..errors import Refused, WrongUsage
from ..formats import CARRIED, FORMATS, Format, format_named
from ..identifiers import within
from ..model import Dossier
from ..protect.gate import Exit, Gate, What, Withheld, refusal
from . import finding, writings
from .desk import Desk, Progress
from .muting import muted
from .outcomes import Exported, Formats, FormatShown, Loss
from .parcels import Parcel, Shape, as_captured, file_name, outlet, parcels, suffix_of
from .vouchers import caveat, unchecked

Contents = Callable[[Parcel], bytes]


def formats() -> Formats:
    """Returns every format, with what it carries and what it loses."""
    return Formats(
        formats=tuple(
            FormatShown(
                name=format.name, title=format.title, suffixes=format.suffixes, reads=format.reads, writes=format.writes,
                carries=format.carries, loses=format.loses, many=format.many, note=format.note,
            )
            for format in FORMATS.values()
        )
        + tuple(
            FormatShown(
                name=name, title=title, suffixes=(suffix,), reads=False, writes=True, carries=(), loses=(), many=True
            )
            for name, (title, suffix) in writings.FILES.items()
        )
    )  # fmt: skip


def wanted_format(to: str) -> Format:
    """Returns the format of that name: one of transcripts, or of what people wrote on them. Raises NotFound, and WrongUsage
    where it is only read."""
    own = writings.FILES.get(to.lower())
    if own is not None:
        texts = writings.TEXTS.get(to.lower())
        return Format(
            name=to.lower(), title=own[0], room="", suffixes=(own[1],), media_type="", reads=False, writes=False, many=True,
            carries=FORMATS[texts].carries if texts is not None else CARRIED,
        )  # fmt: skip
    format = format_named(to)
    if not format.writes:
        raise WrongUsage(f"the format {format.name} can be read, not written", hint="earwitness formats")
    return format


def export(
    desk: Desk,
    ids: Sequence[str] | None,
    *,
    to: str,
    output: Path | None = None,
    folder: bool = False,
    strict: bool = False,
    permitted: bool = False,
    fresh: bool = False,
    dry_run: bool = False,
    exits: Sequence[Exit] = ("export",),
    progress: Progress | None = None,
) -> tuple[Exported, bytes]:
    """Returns the conversations in the format, and what it cannot carry; written to `output` where one is given.

    `ids` are conversations, transcripts (that telling alone) or sources (their bytes as captured); None is everything that the
    gate lets pass, and what it holds back is named; `permitted` does the same with ids. What was read from a file of that
    format and never changed leaves as that file, byte for byte; `fresh` writes it anew. Where a format holds one transcript a
    file and there are several, the bytes are a zip of them; an `output` named .zip, or a `folder`, takes a file each.
    `dry_run` only says what would be lost. `exits` are all that the bytes pass on their way. Raises Refused, naming all that is
    held back, where a thing that was asked for by name may not leave, or nothing of everything may, WrongUsage with `strict`
    where the format would lose something.
    """
    if ids is not None and any(finding.noun(desk, id) == "source" for id in ids):
        return _sources(desk, list(dict.fromkeys(ids)), output, folder, exits)
    format = wanted_format(to)
    listed = ids if ids is not None else [known.id for known in desk.archive.catalog.conversations().conversations]
    wanted = list(dict.fromkeys(listed))
    held_back: list[Withheld] = []
    losses: list[Loss] = []
    gone: list[str] = []

    def leaving() -> Iterator[Dossier]:
        for number, (id, whole, held) in enumerate(judged(desk, wanted, exits), 1):
            if progress is not None:
                progress("export", number, len(wanted), id)
            held_back.extend(held)
            if not held:
                losses.extend(losses_of(whole, format))
                gone.append(whole.conversation.id)
                yield with_caveats(desk, whole, format)

    shape: Shape = "folder" if folder else "zip" if _zipped(output, format) else "one"
    dossiers: Iterable[Dossier] = leaving()
    if shape == "one" or ids is not None or strict or dry_run:  # else they go out as they come, however many there are
        dossiers = tuple(dossiers)
        _check(ids, wanted, held_back, gone, permitted)
        if strict and losses:
            what = ", ".join(sorted({loss.what for loss in losses}))
            raise WrongUsage(f"{format.name} cannot carry: {what}", hint="leave out --strict, or export --to jsonl")
        if shape == "one" and not format.many and 1 != sum(len(whole.transcripts) for whole in dossiers):
            shape = "zip"

    def content_of(parcel: Parcel) -> bytes:
        own = None if fresh else as_captured(desk, parcel, format, asked=ids or (), exits=exits)
        if own is not None:
            return own
        return format.write(parcel.dossiers) if format.write else writings.write(desk, format.name, parcel.dossiers)

    files: tuple[str, ...] = ()
    content = b""
    if not dry_run:
        with outlet(output, shape) as out:
            if shape == "one":
                out.put("", content_of(Parcel(name="", dossiers=tuple(dossiers))))
            else:
                for whole in dossiers:
                    for parcel in parcels(whole, format):
                        out.put(parcel.name, content_of(parcel))
                _check(ids, wanted, held_back, gone, permitted)
        files, content = out.files, out.content
    answer = Exported(
        format=format.name,
        files=files,
        conversations=tuple(dict.fromkeys(gone)),
        losses=tuple(losses),
        withheld=tuple((held.subject, held.why) for held in dict.fromkeys(held_back)),
        suffix=".zip" if shape == "zip" else suffix_of(format),
    )
    return answer, content


def with_caveats(desk: Desk, whole: Dossier, format: Format) -> Dossier:
    """Returns a dossier in which machine text that nobody checked says so: in who made it, which most formats carry and all
    print; in ours beside what the transcript says."""
    loose = unchecked(desk, whole.transcripts)
    if not any(loose.values()):
        return whole
    told = []
    for transcript in whole.transcripts:
        if text := caveat(transcript, loose.get(transcript.id, frozenset())):
            made_by = f"{transcript.made_by} ({text})" if transcript.made_by else text
            transcript = (
                replace(transcript, extra=(*transcript.extra, ("unchecked", text)))
                if format.name == "jsonl"
                else replace(transcript, made_by=made_by)
            )
        told.append(transcript)
    names = frozenset(within(name, local) for name, some in loose.items() for local in some)
    return replace(whole, transcripts=tuple(told), unchecked=names)


def _zipped(output: Path | None, format: Format | None) -> bool:
    """Says whether the name asks for a zip of files; where the format itself is a .zip, it is one file of it."""
    return output is not None and output.suffix.lower() == ".zip" and (format is None or ".zip" not in format.suffixes)


def _check(
    ids: Sequence[str] | None,
    wanted: Sequence[str],
    held_back: Sequence[Withheld],
    gone: Sequence[str],
    permitted: bool,
) -> None:
    """Raises Refused where what was asked for by name is held back, or nothing is left to leave."""
    if held_back and ids is not None and not (permitted and gone):
        refused = refusal("export", tuple(dict.fromkeys(held_back)))
        if gone:
            refused.hint = f"{len(gone):,} of {len(wanted):,} may leave: add --permitted to export those alone"
        raise refused
    if held_back and not gone:
        raise Refused(
            "nothing may be exported: access or terms hold back all of it",
            subjects=tuple(held.subject for held in dict.fromkeys(held_back)),
            hint="see why with `earwitness show ID`; change it with `earwitness describe ID --access open`",
        )


def judged(
    desk: Desk, ids: Iterable[str], exits: Sequence[Exit] = ("export",)
) -> Iterator[tuple[str, Dossier, tuple[Withheld, ...]]]:
    """Yields for each of the ids what it names whole, and what of it may not leave."""
    gate = Gate()
    for id in ids:
        whole = of_recording(desk, id) if id.startswith("r") else finding.dossier(desk, id)
        held = _held_back(gate, exits, contents(whole))
        yield id, _unmuted(desk, whole, exits) if whole.recordings and not held else whole, held


def of_recording(desk: Desk, id: str) -> Dossier:
    """Returns the conversation of a recording with that recording alone, and what was heard on it. Raises NotFound."""
    sound = desk.archive.catalog.recording(id)
    whole = finding.dossier(desk, desk.archive.catalog.canonical(sound.conversation))
    return replace(
        whole, recordings=(sound,), segments=tuple(each for each in whole.segments if each.recording == id),
        transcripts=tuple(each for each in whole.transcripts if each.heard_on == id),
    )  # fmt: skip


def _unmuted(desk: Desk, whole: Dossier, exits: Sequence[Exit]) -> Dossier:
    """Returns the dossier without the recordings that are held back, and without what people said of them."""
    silent = frozenset().union(*(muted(desk, exit) for exit in exits))
    if silent.isdisjoint(sound.id for sound in whole.recordings):
        return whole
    return replace(
        whole,
        recordings=tuple(sound for sound in whole.recordings if sound.id not in silent),
        segments=tuple(segment for segment in whole.segments if segment.recording not in silent),
    )


def _held_back(gate: Gate, exits: Sequence[Exit], what: What) -> tuple[Withheld, ...]:
    """Returns what the first exit that does not let all of it pass holds back."""
    judged = (gate.judge(exit, what).withheld for exit in exits)
    return next((withheld for withheld in judged if withheld), ())


def _sources(
    desk: Desk, ids: Sequence[str], output: Path | None, folder: bool, exits: Sequence[Exit]
) -> tuple[Exported, bytes]:
    """Sources leave as they were captured, bytes unchanged; their conversations' access counts too, and that of every other
    source of the same bytes: what is held back in one place does not leave by another."""
    catalog = desk.archive.catalog
    gate = Gate()
    told: dict[str, None] = {}
    for id in ids:
        source = catalog.source(id)
        conversations = finding.conversations_of_source(desk, id)
        told.update(dict.fromkeys(conversations))
        for what in (
            What(sources=catalog.sources_of_digest(source.digest)),
            *(contents(finding.dossier(desk, each)) for each in conversations),
        ):
            held_back = _held_back(gate, exits, what)
            if held_back:
                raise refusal("export", held_back)
    shape: Shape = "folder" if folder else "zip" if 1 < len(ids) else "one"
    with outlet(output, shape) as out:
        for id in ids:
            source = catalog.source(id)
            name = (source.path or source.url or "").replace("\\", "/").rstrip("/").rpartition("/")[2]
            stem, dot, suffix = name.rpartition(".")
            safe = dot + suffix if dot and suffix.isalnum() and len(suffix) < 12 else ""
            out.put(file_name(stem if dot else name, id) + safe, desk.archive.objects.read(source.digest))
    answer = Exported(
        format="source", files=out.files, conversations=tuple(told), losses=(), suffix=".zip" if shape == "zip" else ""
    )
    return answer, out.content


def contents(whole: Dossier) -> What:
    """Returns a dossier as the gate looks at it: all of it."""
    homes = (whole.conversation, *whole.quoting)
    sound = finding.leaving(whole)
    return What(conversations=homes, sources=whole.sources, transcripts=whole.transcripts, recordings=sound)


def losses_of(whole: Dossier, format: Format) -> list[Loss]:
    """Returns what the format cannot carry of this conversation: only what is there can be lost.

    What the model has no field for (a cue's settings, a dependent tier) is carried by the format it was read from, and by
    our own.
    """
    lost = []
    if whole.segments and "segments" in format.loses:
        lost.append(
            Loss(conversation=whole.conversation.id, transcript=None, what="segments", count=len(whole.segments))
        )  # fmt: skip
    for transcript in whole.transcripts:
        turns = transcript.turns
        present = {
            "times": sum(turn.start is not None for turn in turns),
            "words": sum(len(turn.words) for turn in turns),
            "speakers": sum(0 < len(turn.speakers) for turn in turns),
            "roles": sum(speaker.role is not None for speaker in transcript.speakers),
            "marks": sum(len(turn.marks) for turn in turns),
            "overlap": sum(1 < len(turn.speakers) for turn in turns),
            "ids": len(turns),
            "language": sum(turn.language is not None for turn in turns),
            "metadata": sum(len(turn.extra) for turn in turns) + len(transcript.extra),
        }
        foreign = format.name not in ("jsonl", transcript.format) and present["metadata"]
        lost += [
            Loss(conversation=whole.conversation.id, transcript=transcript.id, what=kind, count=present[kind])
            for kind in CARRIED
            if present.get(kind) and (kind in format.loses or (kind == "metadata" and foreign))
        ]
    return lost
