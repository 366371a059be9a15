"""`returned`: a printed transcript that came back with changes and comments. What others propose is shown turn by turn; what a
person accepts becomes a new revision, in one act, and comments become notes.

A turn is taken over only where it stands as it was in the revision that went out: what somebody corrected since is a conflict,
and both wordings are shown. Nobody's words change by themselves: the file is looked through and not kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from ..errors import BadInput, Conflict, EarwitnessError, NotFound, WrongUsage
from ..formats.documents.returned import Remarked, Returned
from ..formats.documents.returned import returned as read_returned
from ..identifiers import split
from ..model import Note, Record, Transcript
from . import noting
from .anchoring import Passage
from .checking import draft_content
from .correcting import amending_of, held_back, write
from .desk import Desk, writing
from .proposed import CommentReturned, ReturnedShown, RevisionReturned, TurnReturned
from .retelling import Proposal, edits_of, proposed


def returned(desk: Desk, path: Path) -> ReturnedShown:
    """Returns what came back in a document that `export --to docx` made: changes and comments, turn by turn.

    Raises NotFound for a missing file or a transcript that is not of this archive, MalformedText or UnsafeInput for a file that
    is no such document.
    """
    return returned_content(desk, draft_content(path), name=path.name)


def returned_content(desk: Desk, content: bytes, *, name: str) -> ReturnedShown:
    """Returns what came back in the bytes of such a document."""
    document = read_returned(content, name=name)
    with desk.archive.catalog.snapshot():
        return _shown(document, _proposals(desk, document))


def accept_returned(
    desk: Desk, content: bytes, *, name: str, turns: Sequence[str] | None = None, notes: bool = True, agent: str,
    reason: str = "",
) -> ReturnedShown:  # fmt: skip
    """Takes over what came back: of these turns (`t4f9k2mq7x1.7`), of all where None. One act for all wordings; a comment on
    such a turn becomes a note of its own, unless the same note stands there already.

    Raises NotFound for a turn that the document does not change, Conflict where a turn, or of all any, was revised since the
    document went out, with both wordings, WrongUsage where there is nothing to take over.
    """
    document = read_returned(content, name=name)
    with writing(desk) as pen:
        proposals = _proposals(desk, document)
        known = {each.returning.turn: each for each in proposals}
        for turn in turns or ():
            if turn not in known:
                raise NotFound(
                    f"{name} proposes nothing for the turn {turn[:60]}",
                    hint=f"see what it proposes: earwitness returned {name}",
                )
        chosen = [each for each in proposals if turns is None or each.returning.turn in turns]
        for each in chosen:
            if each.standing in ("conflict", "gone"):
                raise Conflict(
                    f"the turn {each.returning.turn} was revised since {name} went out",
                    expected=each.line(each.base) if each.base is not None else "", found=each.found or "no such turn",
                    hint="leave it out: accept the other turns by name with --accept",
                )  # fmt: skip
        accepted = [each for each in chosen if each.standing in ("changed", "struck")]
        remarks = [(each, comment) for each in chosen for comment in each.returning.comments] if notes else []
        if not accepted and not remarks:
            raise WrongUsage(
                f"there is nothing in {name} to take over", hint=f"see what came back: earwitness returned {name}"
            )
        act = None
        revisions: list[Transcript] = []
        more: list[Record] = []
        for transcript in dict.fromkeys(split(each.returning.turn)[0] for each in accepted):
            now = desk.archive.catalog.recorded(transcript)
            own = [each for each in accepted if split(each.returning.turn)[0] == transcript]
            amending = amending_of(desk, now)
            for edit in edits_of(now, own):
                amending.amend(edit)
            revisions.append(amending.amended())
            more += held_back(amending.stricter)
        if revisions:
            act, _ = write(pen, revisions, agent=agent, reason=reason or f"came back in {name}", records=more)
    written, doubts = _noted(desk, remarks, agent=agent, name=name)
    shown = _shown(document, proposals)
    return replace(
        shown,
        act=act,
        accepted=tuple(each.returning.turn for each in accepted),
        notes=tuple(written),
        doubts=(*shown.doubts, *doubts),
    )


def _proposals(desk: Desk, document: Returned) -> list[Proposal]:
    """Returns the turns that came back changed or commented on, each beside what stands."""
    catalog = desk.archive.catalog
    bases: dict[tuple[str, int], Transcript] = {}
    heads: dict[str, Transcript] = {}
    found = []
    for returning in document.turns:
        transcript = split(returning.turn)[0]
        key = (transcript, returning.revision)
        if key not in bases:
            heads[transcript] = catalog.transcript(transcript)
            try:
                bases[key] = catalog.transcript(transcript, returning.revision)
            except NotFound as error:
                raise BadInput(
                    f"{document.name} is of revision {returning.revision} of {transcript}, which this archive does not have",
                    hint="it was exported elsewhere, or that revision was undone",
                ) from error
        proposal = proposed(returning, bases[key], heads[transcript])
        if proposal is not None:
            found.append(proposal)
    return found


def _shown(document: Returned, proposals: Sequence[Proposal]) -> ReturnedShown:
    revisions: dict[tuple[str, int], int] = {}
    for each in document.turns:
        key = (split(each.turn)[0], each.revision)
        revisions[key] = revisions.get(key, 0) + 1
    doubts = [f"{turn} stands in it more than once; the first is taken" for turn in document.twice]
    for each in document.turns:
        doubts += (f"after {each.turn} was put in, which no turn takes over: “{text}”" for text in each.added)
    return ReturnedShown(
        name=document.name,
        revisions=tuple(
            RevisionReturned(transcript=transcript, revision=revision, turns=turns)
            for (transcript, revision), turns in revisions.items()
        ),
        turns=tuple(_turn(each) for each in proposals),
        comments=tuple(map(_comment, document.comments)),
        doubts=tuple(doubts),
    )


def _turn(each: Proposal) -> TurnReturned:
    returning = each.returning
    return TurnReturned(
        turn=returning.turn, number=each.base.number if each.base is not None else 0, standing=each.standing,
        before=each.line(each.base) if each.base is not None else "", after="" if returning.struck else each.after,
        found=each.found, tracked=each.tracked,
        changes=tuple((change.kind, change.words, change.author, change.time) for change in returning.changes),
        comments=tuple(map(_comment, returning.comments)),
    )  # fmt: skip


def _comment(remarked: Remarked) -> CommentReturned:
    return CommentReturned(text=remarked.text, about=remarked.about, author=remarked.author, time=remarked.time)


def _noted(
    desk: Desk, remarks: Sequence[tuple[Proposal, Remarked]], *, agent: str, name: str
) -> tuple[list[str], list[str]]:
    """Writes the comments as notes on their turns; returns the notes, and in sentences what could not be one.

    A comment that runs over several turns is one note.
    """
    gathered: dict[tuple[str, Remarked], list[Passage]] = {}
    for proposal, remarked in remarks:
        turn = proposal.returning.turn
        passage = Passage(turn=turn, words=remarked.about.strip() or None)
        gathered.setdefault((split(turn)[0], replace(remarked, about="")), []).append(passage)
    written: list[str] = []
    doubts: list[str] = []
    for (_, remarked), passages in gathered.items():
        who = ", ".join(part for part in (remarked.author, remarked.time[:10]) if part)
        text = f"{remarked.text}\n\n({who}, in {name})" if who else f"{remarked.text}\n\n(in {name})"
        if _stands(desk, passages[0].turn, text):
            continue
        try:
            written.append(_note(desk, passages, text, agent=agent))
        except EarwitnessError as error:
            doubts.append(f"a comment on {passages[0].turn} could not become a note: {error.message}")
    return written, doubts


def _note(desk: Desk, passages: Sequence[Passage], text: str, *, agent: str) -> str:
    """Writes a note on the words that a comment is about, on the whole turns where they do not have them."""
    try:
        done = noting.note(desk, passages, text, agent=agent)
    except NotFound:
        about = " ".join(passage.words for passage in passages if passage.words)
        if not about:
            raise
        done = noting.note(desk, [Passage(turn=each.turn) for each in passages], f"{text}\non “{about}”", agent=agent)
    return done.subjects[0]


def _stands(desk: Desk, turn: str, text: str) -> bool:
    """Says whether a note with these words stands on the turn."""
    return any(
        isinstance(each.annotation, Note)
        and not each.annotation.withdrawn
        and each.annotation.text.startswith(text)
        and any(f"{quote.transcript}.{quote.turn}" == turn for quote in each.annotation.quotes)
        for each in desk.archive.catalog.annotations([split(turn)[0]])
    )
