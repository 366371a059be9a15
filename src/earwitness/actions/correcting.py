"""`correct`: a person mends what a transcript says. Many edits are one act and one new revision of each transcript.

Two people at once lose nothing: an edit names the revision it was made on. Where the turns that it concerns stand as they stood
there, it is carried out on the newest revision; where somebody changed them since, it is refused with both versions. What is so
already is no edit: what was sent twice is done once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from ..digests import canonical_json
from ..errors import Clash, NotFound, Overtaken, WrongUsage
from ..identifiers import split
from ..model import Record, Statement, Transcript
from . import finding
from .amending import Amending
from .answers import Answer
from .desk import Desk, Pen, writing
from .edits import Drop, Edit
from .outcomes import TurnChange
from .overtaking import to_do
from .rebasing import differences, said
from .rereading import looking
from .underneath import PERSON
from .withholding import still_withheld

VERB = "correct"
MOST = 2_000
"""Edits in one act."""


class RevisionMade(Answer, frozen=True, kw_only=True):
    """A transcript and the revision that stands now."""

    transcript: str
    revision: int


class Corrected(Answer, frozen=True, kw_only=True):
    """The answer of `correct`."""

    transcripts: tuple[RevisionMade, ...]
    """Those that changed."""
    changes: tuple[TurnChange, ...] = ()
    new: tuple[str, ...] = ()
    """Turns that were not there before, by id."""
    rebased: tuple[str, ...] = ()
    """Turns whose edit was made on an older revision, and was carried out on the newest."""
    already: tuple[str, ...] = ()
    """Turns that stood so already."""
    act: str | None = None
    """None where nothing was to be changed, or it was only tried."""


def correct(
    desk: Desk, edits: Sequence[Edit], *, agent: str, reason: str = "", dry_run: bool = False
) -> Corrected:  # fmt: skip
    """Mends what transcripts say, as the edits tell, one after another; all of them or none.

    Raises NotFound for a turn that is not there, Overtaken where somebody changed it since, with both versions, BadInput or
    WrongUsage for an edit that cannot be carried out, WrongUsage for no edit, too many, or turns dropped without a reason.
    """
    if not edits:
        raise WrongUsage("nothing was corrected", hint='say what: earwitness correct t4f9k2mq7x1.7 --text "…"')
    if MOST < len(edits):
        raise WrongUsage(f"these are {len(edits):,} edits at once; {MOST:,} fit", hint="send them in parts")
    if any(isinstance(edit, Drop) for edit in edits) and not reason.strip():
        raise WrongUsage("a turn is dropped for a reason", hint="say why it was never said: --reason TEXT")
    with looking(desk) if dry_run else writing(desk) as pen:
        own: dict[str, list[Edit]] = {}
        for edit in edits:
            own.setdefault(split(edit.turn)[0], []).append(edit)
        amendings: list[Amending] = []
        before: dict[str, Transcript] = {}
        rebased: list[str] = []
        already: list[str] = []
        clashes: list[Clash] = []
        for name, some in own.items():
            before[name] = desk.archive.catalog.recorded(_transcript(desk, name))
            wanted, late, done = to_do(desk.archive.catalog, before[name], some, clashes)
            amending = amending_of(desk, before[name])
            if not clashes:
                for edit in wanted:
                    amending.amend(edit)
            amendings.append(amending)
            rebased += late
            already += done
        if clashes:
            raise Overtaken(clashes)
        revisions = [(before[each.id], each.amended(), each) for each in amendings]
        changed = [(was, now, each) for was, now, each in revisions if not same(was, now)]
        act, made = None, [now for _, now, _ in changed]
        if pen is not None and changed:
            act, made = write(
                pen, [now for _, now, _ in changed], agent=agent, reason=reason,
                records=[record for _, _, each in changed for record in held_back(each.stricter)],
            )  # fmt: skip
        return Corrected(
            transcripts=tuple(RevisionMade(transcript=now.id, revision=now.revision) for now in made),
            changes=tuple(
                change for was, now, _ in changed for change in differences(was.turns, now.turns)
            ),
            new=tuple(id for _, _, each in changed for id in each.new),
            rebased=tuple(dict.fromkeys(rebased)),
            already=tuple(dict.fromkeys(already)),
            act=act,
        )  # fmt: skip


def write(
    pen: Pen, revisions: Sequence[Transcript], *, agent: str, reason: str = "", verb: str = VERB,
    records: Iterable[Record] = (),
) -> tuple[str, list[Transcript]]:  # fmt: skip
    """Writes transcripts as a person left them as their next revisions, in one act with what else is to be said.

    What held words back goes on holding them back. This is the one way in which a person's revision comes to be.
    """
    catalog = pen.desk.archive.catalog
    made: list[Transcript] = []
    for transcript in revisions:
        standing = catalog.transcript(transcript.id)
        after = replace(transcript, revision=standing.revision + 1, reader=f"{PERSON}{agent}")
        made.append(still_withheld(standing, after))
    act, _ = pen.act(verb, [*made, *records], agent=agent, subjects=[each.id for each in made], reason=reason)
    return act.id, made


def amending_of(desk: Desk, now: Transcript) -> Amending:
    """Returns a transcript ready to be amended: no turn and no voice gets the id of one that ever was."""
    catalog = desk.archive.catalog
    named, taken = 0, set()
    for _, logged in catalog.revisions(now.id):
        if not logged.effective:  # its ids were seen, and something may have been said of them
            for record in catalog.records(logged.sequence)[1]:
                if isinstance(record, Transcript) and record.id == now.id:
                    named = max([named, record.named, *(int(turn.id) for turn in record.turns if turn.id.isdecimal())])
                    taken |= {speaker.id for speaker in record.speakers}
    for field in ("role", "relation", "access"):
        taken |= {str(split(subject)[1]) for subject in catalog.stated(field, [now.id]) if split(subject)[1]}
    return Amending(now, catalog.transcript(now.id), named=named, taken=taken)


def same(was: Transcript, now: Transcript) -> bool:
    """Says whether two states of a transcript say the same."""
    return (
        [(turn.id, said(turn)) for turn in was.turns] == [(turn.id, said(turn)) for turn in now.turns]
        and was.speakers == now.speakers
    )  # fmt: skip


def held_back(stricter: Mapping[str, Any]) -> Iterable[Statement]:
    """Yields what must be said of turns that took over words which were held back."""
    for subject, access in stricter.items():
        yield Statement(
            subject=subject, field="access", value=canonical_json(access).decode(), origin="the words it took over"
        )


def _transcript(desk: Desk, name: str) -> str:
    if finding.noun(desk, name) != "transcript":
        raise NotFound(f"{name} is no transcript", hint="name a turn: t4f9k2mq7x1.7")
    return name
