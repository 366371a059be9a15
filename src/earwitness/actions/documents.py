"""Documents: a conversation as it stands on paper, whose pages and lines can be cited and found again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from ..errors import BadInput, WrongUsage
from ..publish import addresses, paper, parts, tongue, words
from ..publish.covers import Facts, Version, closing, cover
from ..publish.sheet import Sheet, Telling, lay_out
from ..tellings.rows import Aligned
from . import aligning, answers
from .collating import Collation
from .cuts import cuts
from .desk import Desk
from .showing import shown_speaker, shown_transcript
from .versions import chosen, heading, short_names, strictest, telling, title

MOST = 2
"""Versions that fit on paper beside each other."""
LONGEST = 40
"""Letters of an exhibit's number."""


def asked_for(
    shown: answers.Shown, versions: Sequence[str], collation: Collation | None, exhibit: str
) -> tuple[tuple[answers.TranscriptShown, ...], str]:
    """Returns the versions that a document has, and the exhibit's number as it stands on it.

    Raises WrongUsage for more versions than fit, BadInput for a number that is too long.
    """
    picked = chosen(shown, versions, collation)[: MOST if not versions else None]
    if MOST < len(picked):
        raise WrongUsage(f"at most {MOST} versions fit on paper beside each other", hint="choose one or two")
    exhibit = " ".join(exhibit.split())
    if LONGEST < len(exhibit):
        raise BadInput(f"an exhibit's number has at most {LONGEST} letters", hint="give it as it is on the file")
    return picked, exhibit


def draw_up(
    desk: Desk,
    shown: answers.Shown,
    picked: Sequence[answers.TranscriptShown],
    collation: Collation | None,
    *,
    revisions: str = "",
    exhibit: str = "",
    base: str = "",
) -> paper.PaperPage:
    """Returns the document of these versions as their revisions have them: those that stand, where none are named.

    Raises BadInput where a revision is no number, NotFound where there is none such.
    """
    standing = standing_of(picked)
    revisions = revisions or standing
    old = revisions != standing
    now = shown, picked
    if old:
        shown, picked = as_it_was(desk, shown, picked, revisions)
    # A document's own words are English whoever asks for it: in another language its lines would be others.
    with tongue.speaking(tongue.SOURCE):
        return document(
            shown,
            picked,
            lined_up(desk, shown, picked, collation, old=old),
            exhibit=exhibit,
            lacks=() if old else cuts(*now, collation),
            base=base,
            revisions=revisions,
        )


def standing_of(picked: Sequence[answers.TranscriptShown]) -> str:
    """Returns the revisions that stand, as an address names them."""
    return ",".join(str(version.revision) for version in picked)


def as_it_was(
    desk: Desk, shown: answers.Shown, picked: Sequence[answers.TranscriptShown], revisions: str
) -> tuple[answers.Shown, tuple[answers.TranscriptShown, ...]]:
    """Returns the conversation with its versions as these revisions have them. Raises BadInput where a number is none."""
    numbers = revisions.split(",")
    if len(numbers) != len(picked) or not all(re.fullmatch("[0-9]{1,9}", number) for number in numbers):
        raise BadInput("the address does not name a revision for each version", hint="take “revisions=…” out of it")
    old = [
        desk.archive.catalog.transcript(version.id, int(number))
        for version, number in zip(picked, numbers, strict=True)
    ]
    speakers = tuple(shown_speaker(transcript, speaker) for transcript in old for speaker in transcript.speakers)
    known = {speaker.id for speaker in speakers}
    return (
        replace(shown, speakers=(*speakers, *(speaker for speaker in shown.speakers if speaker.id not in known))),
        tuple(shown_transcript(transcript) for transcript in old),
    )


def lined_up(
    desk: Desk,
    shown: answers.Shown,
    picked: Sequence[answers.TranscriptShown],
    collation: Collation | None,
    *,
    old: bool,
) -> tuple[Aligned, ...]:
    """Returns how the versions line up; of many versions the collation has only those with the first and the fullest."""
    if len(picked) < 2:
        return ()
    catalog = desk.archive.catalog
    if old:
        return aligning.alignments(desk, [catalog.transcript(version.id, version.revision) for version in picked])
    known = collation.alignments if collation is not None else ()
    ids = {version.id for version in picked}
    if any({one.a, one.b} == ids for one in known):
        return known
    with catalog.snapshot() as still:
        tellings = [each for each in still.tellings_of(shown.id) if each.id in ids]
    return (*known, *aligning.alignments(desk, tellings))


def document(
    shown: answers.Shown,
    picked: Sequence[answers.TranscriptShown],
    aligned: Sequence[Aligned] = (),
    *,
    exhibit: str = "",
    lacks: Sequence[str] = (),
    base: str = "",
    revisions: str = "",
) -> paper.PaperPage:
    """Returns the document of these versions: a cover, the words, and at the end the sources and what is to be signed."""
    names = short_names(shown)
    told: list[Telling] = [telling(shown, version, names) for version in picked]
    sheet = lay_out(told, aligned) if told else Sheet(columns=(), rows=())
    ids = tuple(version.id for version in picked)
    address = addresses.paper(shown.id, versions=ids, revisions=revisions, exhibit=exhibit)
    facts = Facts(
        title=title(shown),
        event=words.event(shown.genre or ""),
        held=words.day(shown.held.date) or "at a time not known",
        certainty=shown.held.certainty,
        why=shown.held.why,
        place=shown.place or "",
        access=strictest(shown),
        terms=shown.terms,
        exhibit=exhibit,
        versions=tuple(
            Version(
                heading=heading(shown, version),
                language=words.language(version.language),
                id=version.id,
                revision=version.revision,
                voices=tuple(dict.fromkeys(one.names.get(id, id) for turn in version.turns for id in turn.speakers)),
            )
            for version, one in zip(picked, told, strict=True)
        ),
        cuts=tuple(lacks),
        address=address,
        sources=tuple(
            (source.publisher or source.title or "A publisher not named", source.url or source.path or "",
             words.day(source.published), words.moment(source.captured), source.sha256)
            for source in shown.sources
        ),
    )  # fmt: skip
    front = cover(facts, len(told))
    said = paper.words(sheet, after=len(front)) if told else []
    digest = paper.digest(said)
    end = closing(facts, digest, said, after=len(front) + len(said))
    return paper.PaperPage(
        title=title(shown),
        conversation=parts.Link(text=title(shown), address=addresses.conversation(shown.id, versions=ids)),
        address=addresses.paper(shown.id),
        lasting=base + address,
        exhibit=exhibit,
        date=words.day(shown.held.date) or "date not known",
        leaves=(*front, *said, *end),
        digest=digest,
        cautions=tuple(dict.fromkeys(kind for row in sheet.rows for kind in row.cautions)),
        versions=tuple(
            parts.Link(
                text=heading(shown, version),
                address=addresses.paper(shown.id, versions=beside(ids, version.id), exhibit=exhibit),
                chosen=version.id in ids,
            )
            for version in shown.transcripts
        ),
        asked=",".join(ids),
        revisions=revisions,
    )


def beside(ids: Sequence[str], id: str) -> tuple[str, ...]:
    """Returns the versions with this one in or out of them, the last two at most."""
    kept = tuple(one for one in ids if one != id)
    return (kept or (id,)) if id in ids else (*kept, id)[-MOST:]
