"""`export` and `formats`: conversations and sources out of the archive, through the gate."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..archive.archive import MARKER
from ..errors import NotFound, Refused, StorageFailed, WrongUsage
from ..formats import CARRIED, FORMATS, Format, format_named
from ..model import Dossier
from ..protect.gate import Exit, Gate, What, Withheld, refusal
from . import finding, writings
from .desk import Desk, Progress
from .outcomes import Exported, Formats, FormatShown, Loss


def formats() -> Formats:
    """Returns every format, with what it carries and what it loses."""
    return Formats(
        formats=tuple(
            FormatShown(
                name=format.name,
                title=format.title,
                suffixes=format.suffixes,
                reads=format.read is not None,
                writes=format.write is not None,
                carries=format.carries,
                loses=format.loses,
            )
            for format in FORMATS.values()
        )
        + tuple(
            FormatShown(name=name, title=title, suffixes=(suffix,), reads=False, writes=True, carries=(), loses=())
            for name, (title, suffix) in writings.FILES.items()
        )
    )


def export(
    desk: Desk,
    ids: Sequence[str] | None,
    *,
    to: str,
    output: Path | None = None,
    strict: bool = False,
    permitted: bool = False,
    exits: Sequence[Exit] = ("export",),
    progress: Progress | None = None,
) -> tuple[Exported, bytes]:
    """Returns the conversations in the format, and what it cannot carry; written to `output` where one is given.

    `ids` are conversations, transcripts (that telling alone) or one source (its bytes as captured); None is everything that the
    gate lets pass, and what it holds back is named; `permitted` does the same with ids. `exits` are all that the bytes pass on
    their way. Raises Refused, naming all that is held back, where a thing that was asked for by name may not leave, or nothing
    of everything may, WrongUsage with `strict` where the format would lose something.
    """
    if ids is not None and len(ids) == 1 and finding.noun(desk, ids[0]) == "source":
        return _source(desk, ids[0], output, exits)
    own = to.lower() in writings.FILES
    format = (
        Format(
            name=to.lower(), title="", room="", reads=False, writes=False, suffixes=(), media_type="", carries=CARRIED
        )
        if own
        else format_named(to)
    )
    catalog = desk.archive.catalog
    if format.write is None and not own:
        raise WrongUsage(f"the format {format.name} can be read, not written", hint="earwitness formats")
    wanted = (
        [standing.id for standing in catalog.conversations().conversations] if ids is None else list(dict.fromkeys(ids))
    )
    dossiers: list[Dossier] = []
    held_back: list[Withheld] = []
    for number, (id, whole, held) in enumerate(judged(desk, wanted, exits), 1):
        if progress is not None:
            progress("export", number, len(wanted), id)
        held_back += held
        if not held:
            dossiers.append(whole)
    if held_back and ids is not None and not (permitted and dossiers):
        refused = refusal("export", tuple(dict.fromkeys(held_back)))
        if dossiers:
            refused.hint = f"{len(dossiers):,} of {len(wanted):,} may leave: add --permitted to export those alone"
        raise refused
    withheld = [(held.subject, held.why) for held in dict.fromkeys(held_back)]
    if withheld and not dossiers:
        raise Refused(
            "nothing may be exported: access or terms hold back all of it",
            subjects=tuple(id for id, _ in withheld),
            hint="see why with `earwitness show ID`; change it with `earwitness describe ID --access open`",
        )
    losses = tuple(loss for whole in dossiers for loss in losses_of(whole, format))
    if strict and losses:
        what = ", ".join(sorted({loss.what for loss in losses}))
        raise WrongUsage(f"{format.name} cannot carry: {what}", hint="leave out --strict, or export --to jsonl")
    content = format.write(dossiers) if format.write is not None else writings.write(desk, format.name, dossiers)
    files: tuple[str, ...] = ()
    if output is not None:
        write_whole(output, content)
        files = (str(output),)
        content = b""
    answer = Exported(
        format=format.name,
        files=files,
        conversations=tuple(whole.conversation.id for whole in dossiers),
        losses=losses,
        withheld=tuple(withheld),
    )
    return answer, content


def judged(
    desk: Desk, ids: Iterable[str], exits: Sequence[Exit] = ("export",)
) -> Iterator[tuple[str, Dossier, tuple[Withheld, ...]]]:
    """Yields for each of the ids what it names whole, and what of it may not leave."""
    gate = Gate()
    for id in ids:
        whole = finding.dossier(desk, id)
        yield id, whole, _held_back(gate, exits, contents(whole))


def _held_back(gate: Gate, exits: Sequence[Exit], what: What) -> tuple[Withheld, ...]:
    """Returns what the first exit that does not let all of it pass holds back."""
    judged = (gate.judge(exit, what).withheld for exit in exits)
    return next((withheld for withheld in judged if withheld), ())


def _source(desk: Desk, id: str, output: Path | None, exits: Sequence[Exit]) -> tuple[Exported, bytes]:
    """A source leaves as it was captured, bytes unchanged; its conversations' access counts too, and that of every other
    source of the same bytes: what is held back in one place does not leave by another."""
    catalog = desk.archive.catalog
    source = catalog.source(id)
    gate = Gate()
    conversations = finding.conversations_of_source(desk, id)
    files = [
        What(sources=catalog.sources_of_digest(source.digest)),
        *(contents(finding.dossier(desk, each)) for each in conversations),
    ]
    for what in files:
        held_back = _held_back(gate, exits, what)
        if held_back:
            raise refusal("export", held_back)
    content = desk.archive.objects.read(source.digest)
    if output is not None:
        write_whole(output, content)
    answer = Exported(
        format="source",
        files=(str(output),) if output is not None else (),
        conversations=tuple(conversations),
        losses=(),
    )
    return answer, b"" if output is not None else content


def contents(whole: Dossier) -> What:
    """Returns a dossier as the gate looks at it: all of it."""
    homes = (whole.conversation, *whole.quoting)
    return What(conversations=homes, sources=whole.sources, transcripts=whole.transcripts)


def losses_of(whole: Dossier, format: Format) -> list[Loss]:
    """Returns what the format cannot carry of this conversation: only what is there can be lost."""
    lost = []
    for transcript in whole.transcripts:
        turns = transcript.turns
        present = {
            "times": sum(turn.start is not None for turn in turns),
            "roles": sum(speaker.role is not None for speaker in transcript.speakers),
            "marks": sum(len(turn.marks) for turn in turns),
            "overlap": sum(1 < len(turn.speakers) for turn in turns),
            "ids": len(turns),
            "language": sum(turn.language is not None for turn in turns),
            "metadata": sum(len(turn.extra) for turn in turns) + len(transcript.extra),
        }
        lost += [
            Loss(conversation=whole.conversation.id, transcript=transcript.id, what=kind, count=present[kind])
            for kind in format.loses
            if present.get(kind)
        ]
    return lost


def write_whole(output: Path, content: bytes) -> None:
    """Writes a file whole or not at all; an archive is never written into by an export."""
    folder = output.parent
    named = Path(os.path.abspath(output))  # noqa: PTH100  (`../call.txt` of a folder in the archive lies beside it)
    for place in (named, *named.parents, *output.resolve().parents):
        if (place / MARKER).is_file():
            raise WrongUsage(
                f"{output} lies inside the archive {place}", hint=f"write it beside it: -o {place.parent / output.name}"
            )
    if not folder.is_dir():
        raise NotFound(f"there is no folder {folder}", hint="make it first", path=str(folder))
    try:
        descriptor, name = tempfile.mkstemp(dir=folder, prefix=f".{output.name}.")
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(output)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StorageFailed(f"{output} could not be written: {error.strerror}", path=str(output)) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
